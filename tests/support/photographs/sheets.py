"""Twelve more kinds of paper, made from experience with photographs, before reading the code."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageFilter

from tests.support.photographs.papers import (
    Generator,
    Paper,
    Values,
    drawn,
    grain,
    image,
    ramps,
)

Colour = tuple[float, float, float]


def blurred(values: Values, radius: float) -> Values:
    """Return values 0..1 blurred by a Gaussian of a radius in pixels."""
    grey = image(values).filter(ImageFilter.GaussianBlur(radius))
    return np.asarray(grey, float) / 255


def turned(values: Values, degrees: float, fill: float = 0) -> Values:
    """Return values 0..1 rotated about the middle."""
    grey = image(values).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=round(255 * fill))
    return np.asarray(grey, float) / 255


def clouds(generator: Generator, mask: Values, cells: int) -> Values:
    """Return smooth noise, -1 .. 1, with so many cells a side."""
    coarse = Image.fromarray(generator.uniform(-1, 1, (cells, cells)).astype(np.float32))
    rows, columns = mask.shape
    return np.asarray(coarse.resize((columns, rows), Image.Resampling.BICUBIC), float)


def tinted(paper: Colour, ink: Colour, mask: Values, light: Values | float = 1.0) -> Values:
    """Return ink of one colour on paper of another, both 0..1, under a light."""
    layers = [drawn(p, i, mask) * light for p, i in zip(paper, ink, strict=True)]
    return np.stack(layers, axis=-1)


def noisy(generator: Generator, colours: Values, deviation: float) -> Values:
    """Return a picture in colour with a camera's noise in each channel."""
    layers = [grain(generator, colours[..., 0], deviation) for _ in range(3)]
    return colours + np.stack(layers, axis=-1)


def compressed(colours: Values, quality: int, share: float = 1.0) -> Image.Image:
    """Return a picture reduced to a share of its size and stored as JPEG."""
    whole = image(colours)
    size = (round(whole.width * share), round(whole.height * share))
    stream = io.BytesIO()
    whole.resize(size, Image.Resampling.BILINEAR).save(stream, "JPEG", quality=quality)
    return Image.open(stream).convert("RGB")


def under_a_lamp(generator: Generator, mask: Values) -> Image.Image:
    down, across = ramps(mask)
    row, column = generator.uniform(0.25, 0.75, 2)
    light = 1 / (1 + 3 * ((down - row) ** 2 + (across - column) ** 2))
    page = tinted((0.95, 0.85, 0.62), (0.2, 0.16, 0.12), mask, light)
    return image(noisy(generator, page, 0.03))


def school_notebook(generator: Generator, mask: Values) -> Image.Image:
    down, across = ramps(mask)
    degrees = generator.uniform(-8, 8)
    slope = np.tan(np.radians(degrees))
    pitch = generator.uniform(5, 9)
    rules = ((down + slope * across) * pitch % 1 < 0.05).astype(float)
    margin = (np.abs(across - slope * down - 0.12) < 0.006).astype(float)
    page = tinted((0.95, 0.95, 0.93), (0.12, 0.17, 0.5), turned(mask, degrees))
    inked = turned(mask, degrees)[..., None]
    for line, colour in ((rules, (0.6, 0.72, 0.88)), (margin, (0.88, 0.45, 0.5))):
        page = np.where((line[..., None] > 0) & (inked < 0.5), colour, page)
    return image(noisy(generator, page * (0.85 + 0.15 * down)[..., None], 0.015))


def yellowed(generator: Generator, mask: Values) -> Image.Image:
    light = 0.88 + 0.1 * clouds(generator, mask, 5) + 0.03 * clouds(generator, mask, 30)
    foxing = np.clip(clouds(generator, mask, 14) - 0.75, 0, 0.25)
    fibres = 1 - foxing
    page = tinted((0.9, 0.8, 0.58), (0.32, 0.22, 0.14), mask, light * fibres)
    return image(noisy(generator, page, 0.012))


def crumpled(generator: Generator, mask: Values) -> Image.Image:
    places = np.moveaxis(np.indices(mask.shape), 0, -1)
    seeds = generator.uniform(0, 1, (14, 2)) * mask.shape
    far = np.linalg.norm(places[:, :, None] - seeds, axis=-1)
    near = np.sort(far, axis=-1)
    facets = np.take(generator.uniform(0.78, 1.0, 14), np.argmin(far, axis=-1))
    ridges = 0.08 * np.exp(-(((near[..., 1] - near[..., 0]) / 5) ** 2))
    light = blurred(np.clip(facets, 0, 1), 3) + ridges * generator.choice([-1, 1])
    return image(drawn(0.9, 0.18, mask) * light + grain(generator, mask, 0.012))


def out_of_focus(generator: Generator, mask: Values) -> Image.Image:
    soft = blurred(mask, generator.uniform(4, 7))
    light = 0.85 + 0.1 * clouds(generator, mask, 3)
    return image(drawn(0.9, 0.15, soft) * light + grain(generator, mask, 0.015))


def overexposed(generator: Generator, mask: Values) -> Image.Image:
    down, across = ramps(mask)
    glare = 0.1 * (generator.uniform(-1, 1) * down + generator.uniform(-1, 1) * across)
    page = drawn(0.93, generator.uniform(0.72, 0.8), mask) + glare
    return image(page + grain(generator, mask, 0.008))


def sent_by_messenger(generator: Generator, mask: Values) -> Image.Image:
    light = 0.85 + 0.1 * clouds(generator, mask, 4)
    page = noisy(generator, tinted((0.9, 0.9, 0.88), (0.15, 0.2, 0.45), mask, light), 0.02)
    once = np.asarray(compressed(page, 25, 0.6), float) / 255
    return compressed(once, int(generator.integers(8, 16)))


def coloured_card(generator: Generator, mask: Values) -> Image.Image:
    cards = ((0.9, 0.5, 0.6), (0.4, 0.65, 0.85), (0.5, 0.8, 0.45), (0.9, 0.6, 0.25))
    down, across = ramps(mask)
    light = 1 - 0.25 * generator.uniform() * down - 0.2 * generator.uniform() * across
    page = tinted(cards[generator.integers(len(cards))], (0.12, 0.1, 0.12), mask, light)
    return image(noisy(generator, page, 0.02))


def pencil_on_rough_paper(generator: Generator, mask: Values) -> Image.Image:
    tooth = blurred(np.clip(0.5 + 0.5 * generator.normal(0, 1, mask.shape), 0, 1), 0.8)
    covered = mask * np.clip(0.45 + 2.2 * (tooth - 0.5), 0, 1)
    page = drawn(0.88 + 0.03 * clouds(generator, mask, 4), 0.42, covered)
    return image(page + 0.12 * (tooth - 0.5) + grain(generator, mask, 0.01))


def bleeding_marker(generator: Generator, mask: Values) -> Image.Image:
    wide = image(mask).filter(ImageFilter.MaxFilter(2 * int(generator.integers(2, 5)) + 1))
    edge = 0.5 + 0.25 * clouds(generator, mask, 40)
    soaked = np.clip((blurred(np.asarray(wide, float) / 255, 2) - edge) * 6 + 0.5, 0, 1)
    ink = 0.2 + 0.12 * clouds(generator, mask, 8)
    through = 0.08 * blurred(np.asarray(wide, float) / 255, 8)
    return image(drawn(0.9 - through, ink, soaked) + grain(generator, mask, 0.012))


def sheet_on_a_dark_table(generator: Generator, mask: Values) -> Image.Image:
    margin = int(generator.integers(50, 110))
    sheet = np.pad(np.ones(mask.shape), margin)
    degrees = generator.uniform(-8, 8)
    sheet, ink = turned(sheet, degrees), turned(np.pad(mask, margin), degrees)
    down, across = ramps(sheet)
    wood = 0.2 + 0.06 * np.sin(60 * down + 6 * np.sin(4 * across)) + 0.04 * across
    cast = 1 - 0.5 * np.clip(blurred(np.roll(sheet, (6, 6), (0, 1)), 6) - sheet, 0, 1)
    light = 0.8 + 0.2 * across
    page = sheet * drawn(0.9, 0.15, ink) + (1 - sheet) * wood * cast
    return image(page * light + grain(generator, page, 0.015))


def punched(generator: Generator, mask: Values) -> Image.Image:
    margin = int(generator.integers(60, 90))
    ink = np.pad(mask, ((0, 0), (margin, 0)))
    rows, columns = np.indices(ink.shape)
    column, radius = 0.45 * margin, generator.uniform(9, 14)
    pitch = ink.shape[0] / int(generator.integers(2, 7))
    from_hole = np.hypot((rows % pitch) - pitch / 2, columns - column)
    holes = np.clip(radius - from_hole, 0, 1)
    rims = 0.15 * np.exp(-(((from_hole - radius - 2) / 2) ** 2))
    page = drawn(0.92, 0.2, ink) - rims
    return image(drawn(page, 0.12, holes) + grain(generator, ink, 0.012))


HELD_OUT: dict[str, Paper] = {
    "under a lamp": under_a_lamp,
    "school notebook": school_notebook,
    "yellowed": yellowed,
    "crumpled": crumpled,
    "out of focus": out_of_focus,
    "overexposed": overexposed,
    "sent by messenger": sent_by_messenger,
    "coloured card": coloured_card,
    "pencil on rough paper": pencil_on_rough_paper,
    "bleeding marker": bleeding_marker,
}
"""Kinds for which nothing was changed: all of 300 digits were read at the first look."""

MENDED: dict[str, Paper] = {
    "sheet on a dark table": sheet_on_a_dark_table,
    "punched": punched,
}
"""Kinds of which 3 and 25 of 30 digits were read at the first look, before code for them."""

SHEETS = {**HELD_OUT, **MENDED}
