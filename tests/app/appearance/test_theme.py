"""The theme has every token in both themes, is legible, and is large in a lecture."""

import itertools

import numpy as np
import pytest

from app.appearance.theme import BLANK, COLOURS, DARK, FONTS, LIGHT, NAMES, SCALES, SIZES, Theme

TYPE_SIZES = ("small", "base", "title", "readout")


def luminance(colour):
    """Relative luminance after WCAG 2.1."""
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("token", "ground"),
    [
        *itertools.product(("text", "text_2"), ("window", "surface", "surface_2")),
        ("accent_text", "accent"),
        ("accent", "surface"),
        ("warning", "surface"),
    ],
)
def test_text_has_a_contrast_of_four_and_a_half(qapp, name, token, ground):
    theme = Theme(name)
    assert contrast(theme.color(token), theme.color(ground)) >= 4.5


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("token", ["negative", "positive", "cost", "accuracy", "accent"])
def test_graphics_have_a_contrast_of_three(qapp, name, token):
    theme = Theme(name)
    assert contrast(theme.color(token), theme.color("surface")) >= 3.0


@pytest.mark.parametrize("name", NAMES)
def test_every_token_has_a_colour_a_size_or_a_font(qapp, name):
    theme = Theme(name)
    assert all(theme.color(token).isValid() for token in COLOURS)
    assert all(theme.size(token) > 0 for token in SIZES)
    assert all(theme.font(token).pixelSize() >= 11 for token in FONTS)


def test_hyphens_and_underscores_name_the_same_token(qapp):
    theme = Theme()
    assert theme.color("surface-2") == theme.color("surface_2")


@pytest.mark.parametrize("token", TYPE_SIZES)
def test_lecture_type_is_never_under_24_pixels(qapp, token):
    theme = Theme()
    normal = theme.size(token)
    theme.set_lecture(True)
    assert theme.size(token) >= max(24, int(1.8 * normal))


def test_lecture_lines_points_and_controls_are_seen_from_the_last_row(qapp):
    theme = Theme()
    theme.set_lecture(True)
    assert theme.size("line") >= 3
    assert theme.size("point") >= 10
    assert theme.size("control_height") >= 56


@pytest.mark.parametrize("scale", SCALES)
def test_the_scale_reaches_every_size_and_font(qapp, scale):
    theme = Theme()
    theme.set_scale(scale)
    for token, (normal, _) in SIZES.items():
        grows = scale if scale < 100 else scale - (scale - 100) * BLANK.get(token, 0.0)
        assert theme.size(token) == pytest.approx(max(normal * grows / 100, 1), abs=0.51)
    assert theme.font("base").pixelSize() == theme.size("base")


def test_the_scale_goes_by_steps_and_stops_at_its_ends(qapp):
    theme = Theme()
    theme.step_scale(1)
    assert theme.scale == 110
    theme.step_scale(99)
    assert theme.scale == 200
    theme.step_scale(-99)
    assert theme.scale == 80
    theme.set_scale(7)
    assert theme.scale == 80


def test_a_change_is_announced_once(qapp, qtbot):
    theme = Theme(LIGHT)
    heard = []
    theme.changed.connect(lambda: heard.append(theme.name))
    theme.set_name(DARK)
    theme.set_name(DARK)
    theme.set_name("no such theme")
    assert heard == [DARK]


def test_magnitudes_grow_lighter_with_size(qapp):
    table = Theme().magnitude_table().astype(float) / 255
    brightness = table[:, :3] @ np.array([0.2126, 0.7152, 0.0722])
    assert (np.diff(brightness) > -0.002).all()
