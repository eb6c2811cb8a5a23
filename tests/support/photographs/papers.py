"""Pictures of digits on twenty kinds of paper, as cameras and scanners return them."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.data.digits.built_in import built_in_digits
from engine.data.examples import Examples
from engine.execution.tracing import outputs_of
from engine.recognition.recognition import load_shipped

Values = NDArray[np.float64]
Generator = np.random.Generator
Paper = Callable[[Generator, Values], Image.Image]
SEED = 20


def mask_of(pixels: Values, height: int) -> Values:
    """Return a digit of 28 × 28 pixels drawn crisply, `height` pixels a side; 1 ink."""
    grey = Image.fromarray((pixels.reshape(28, 28) * 255).astype(np.uint8))
    large = np.asarray(grey.resize((height, height), Image.Resampling.BICUBIC), float) / 255
    return np.clip((large - 0.35) / 0.3, 0, 1)


def placed(mask: Values, shape: tuple[int, int], top: int, left: int) -> Values:
    """Return a mask on a larger empty one."""
    page = np.zeros(shape)
    page[top : top + mask.shape[0], left : left + mask.shape[1]] = mask
    return page


def image(values: Values) -> Image.Image:
    """Return values 0..1, grey or in three colours, as a picture of 8 bits."""
    return Image.fromarray(np.uint8(np.clip(values, 0, 1) * 255 + 0.5))


def drawn(paper: Values | float, ink: Values | float, mask: Values) -> Values:
    """Return ink of one value on paper of another."""
    return paper * (1 - mask) + ink * mask


def coloured(paper: tuple[int, ...], ink: tuple[int, ...], mask: Values) -> Image.Image:
    """Return ink of one colour on paper of another."""
    layers = [drawn(p / 255, i / 255, mask) for p, i in zip(paper, ink, strict=True)]
    return image(np.stack(layers, axis=-1))


def ramps(mask: Values) -> tuple[Values, Values]:
    """Return the row and the column of each pixel, 0..1."""
    rows, columns = np.indices(mask.shape)
    return rows / mask.shape[0], columns / mask.shape[1]


def grain(generator: Generator, mask: Values, deviation: float) -> Values:
    """Return noise, a little blurred as cameras leave it."""
    noise = generator.normal(0, 1, mask.shape)
    noise = noise + 0.5 * (np.roll(noise, 1, 0) + np.roll(noise, 1, 1))
    return deviation * noise / 1.22


def shadow(generator: Generator, mask: Values) -> Image.Image:
    down, across = ramps(mask)
    dark = across + generator.uniform(-0.5, 0.5) * down > generator.uniform(0.3, 0.6)
    light = np.where(dark, 0.55, 1.0)
    return image(drawn(0.88, 0.2, mask) * light + grain(generator, mask, 0.01))


def grey_paper(generator: Generator, mask: Values) -> Image.Image:
    return image(drawn(generator.uniform(0.3, 0.5), 0.05, mask) + grain(generator, mask, 0.03))


def specks(generator: Generator, mask: Values) -> Image.Image:
    dirty = mask.copy()
    for _ in range(12):
        row, column = (int(generator.integers(0, side - 6)) for side in mask.shape)
        dirty[row : row + int(generator.integers(2, 6)), column : column + 4] = 1
    return image(drawn(0.93, 0.1, dirty) + grain(generator, mask, 0.01))


def ruled(generator: Generator, mask: Values) -> Image.Image:
    down, across = ramps(mask)
    slope = generator.uniform(-0.04, 0.04)
    lines = (down + slope * across) * 7 % 1 < 0.04
    page = drawn(0.95, generator.uniform(0.3, 0.6), lines.astype(float))
    return image(drawn(page, 0.15, mask) + grain(generator, mask, 0.01))


def framed(generator: Generator, mask: Values) -> Image.Image:
    down, across = ramps(mask)
    inset = generator.uniform(0.02, 0.05)
    near = np.minimum(np.minimum(down, 1 - down), np.minimum(across, 1 - across))
    frame = ((near > inset) & (near < inset + 0.015)).astype(float)
    return image(drawn(0.9, 0.1, np.maximum(frame, mask)))


def red_on_green(generator: Generator, mask: Values) -> Image.Image:
    return coloured((60, 140, 60), (210, 65, 50), mask)


def chalk(generator: Generator, mask: Values) -> Image.Image:
    worn = mask * generator.uniform(0.6, 1, mask.shape)
    return image(drawn(0.2, 0.85, worn) + grain(generator, mask, 0.03))


def pencil(generator: Generator, mask: Values) -> Image.Image:
    return image(drawn(0.9, 0.74, mask) + grain(generator, mask, 0.015))


def compressed(generator: Generator, mask: Values) -> Image.Image:
    stream = io.BytesIO()
    image(drawn(0.8, 0.25, mask) + grain(generator, mask, 0.02)).save(stream, "JPEG", quality=12)
    return Image.open(stream).convert("L")


def twelve_bits(generator: Generator, mask: Values) -> Image.Image:
    values = drawn(0.8, 0.2, mask) + grain(generator, mask, 0.01)
    return Image.fromarray((np.clip(values, 0, 1) * 4095).astype(np.uint16))


def gradient(generator: Generator, mask: Values) -> Image.Image:
    down, across = ramps(mask)
    return image(drawn(0.9, 0.2, mask) * (0.35 + 0.35 * down + 0.3 * across))


def vignette(generator: Generator, mask: Values) -> Image.Image:
    down, across = ramps(mask)
    far = np.hypot(down - 0.5, across - 0.5)
    return image(drawn(0.9, 0.25, mask) * (1 - 1.1 * far**2) + grain(generator, mask, 0.015))


def squared(generator: Generator, mask: Values) -> Image.Image:
    rows, columns = np.indices(mask.shape)
    lines = (rows % 25 < 1) | (columns % 25 < 1)
    page = drawn(0.95, 0.6, lines.astype(float))
    return image(drawn(page, 0.15, mask) + grain(generator, mask, 0.01))


def light_board(generator: Generator, mask: Values) -> Image.Image:
    _, across = ramps(mask)
    board = generator.uniform(0.58, 0.66) + 0.06 * across
    return image(drawn(board, 0.97, mask) + grain(generator, mask, 0.02))


def blue_on_yellow(generator: Generator, mask: Values) -> Image.Image:
    return coloured((235, 215, 90), (50, 60, 170), mask)


def tilted_light(generator: Generator, mask: Values) -> Image.Image:
    down, across = ramps(mask)
    light = 0.25 + 0.75 * np.abs(across - generator.choice([0.0, 1.0])) ** 1.5 * (1 - 0.3 * down)
    return image(drawn(0.92, 0.25, mask) * light + grain(generator, mask, 0.01))


def folded(generator: Generator, mask: Values) -> Image.Image:
    down, across = ramps(mask)
    fold = across - 0.35 + 0.05 * down
    light = np.where(fold > 0, 1.0, 0.8) - 0.12 * np.exp(-((fold / 0.02) ** 2))
    return image(drawn(0.9, 0.2, mask) * light + grain(generator, mask, 0.01))


def stained(generator: Generator, mask: Values) -> Image.Image:
    down, across = ramps(mask)
    row, column = generator.uniform(0.2, 0.8, 2)
    stain = np.clip(8 * (0.25 - np.hypot(down - row, across - column)), 0, 1)
    return image(drawn(0.9, 0.15, mask) * (1 - 0.3 * stain) + grain(generator, mask, 0.01))


def screen(generator: Generator, mask: Values) -> Image.Image:
    rows, columns = np.indices(mask.shape)
    waves = 0.05 * np.sin(rows / 3.1 + columns / 9.0) + 0.04 * np.sin(columns / 2.3)
    return image(drawn(0.8, 0.15, mask) + waves + grain(generator, mask, 0.01))


def on_a_table(generator: Generator, mask: Values) -> Image.Image:
    down, across = ramps(mask)
    sheet = (across - 0.05 * down > 0.08) & (down + 0.04 * across < 0.93)
    return image(np.where(sheet, drawn(0.88, 0.2, mask), 0.3) + grain(generator, mask, 0.015))


PRACTISED: dict[str, Paper] = {
    "shadow": shadow,
    "grey paper": grey_paper,
    "specks": specks,
    "ruled lines": ruled,
    "frame": framed,
    "red on green": red_on_green,
    "chalk on a board": chalk,
    "pencil": pencil,
    "strong compression": compressed,
    "12 bits in 16": twelve_bits,
}
"""Kinds that the constants were chosen on."""

UNSEEN: dict[str, Paper] = {
    "gradient": gradient,
    "vignette": vignette,
    "squared paper": squared,
    "chalk on a light board": light_board,
    "blue on yellow": blue_on_yellow,
    "tilted light": tilted_light,
    "fold": folded,
    "stain": stained,
    "screen": screen,
    "sheet on a table": on_a_table,
}
"""Kinds that no constant was chosen on, but for the table, which corrected the polarity."""

PAPERS = {**PRACTISED, **UNSEEN}


@cache
def legible(seed: int) -> Examples:
    """Return built-in digits that the shipped network reads surely: the paper is tested here."""
    examples = built_in_digits(300, seed)
    outputs = outputs_of(load_shipped("ready-made").network, examples.x)
    sure = outputs[np.arange(len(outputs)), examples.labels] >= 0.95
    return Examples(examples.x[sure], examples.labels[sure])


def digits_on(
    name: str, seed: int = SEED, papers: dict[str, Paper] = PAPERS
) -> list[tuple[int, Image.Image]]:
    """Return the ten digits on one kind of paper, each with its label."""
    generator = np.random.default_rng([seed, list(papers).index(name)])
    examples = legible(seed)
    pages = []
    for digit in range(10):
        pixels = examples.x[generator.choice(np.flatnonzero(examples.labels == digit))]
        height = int(generator.integers(110, 260))
        rows, columns = (height + int(margin) for margin in generator.integers(40, 160, 2))
        top, left = (int(generator.integers(15, side - height - 15)) for side in (rows, columns))
        mask = placed(mask_of(pixels, height), (rows, columns), top, left)
        pages.append((digit, papers[name](generator, mask)))
    return pages


def row_of(digits: str, seed: int = SEED) -> Values:
    """Return digits side by side, 1 ink."""
    examples = legible(seed)
    first = [np.flatnonzero(examples.labels == int(digit))[0] for digit in digits]
    return np.hstack([np.pad(mask_of(examples.x[number], 112), 8) for number in first])
