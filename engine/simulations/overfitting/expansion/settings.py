"""Settings of the expansion: the digit, its distortions, and the kinds of its random copies."""

from __future__ import annotations

from engine.settings import Setting

DRAWN = "drawn"
DIGITS = (*map(str, range(10)), DRAWN)
"""Digits that can be distorted: a picture of each class, and the user's own drawing."""

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "ex_digit", "Digit", "6", "choice", choices=DIGITS, level=0,
        help="The digit that is distorted; drawn is your own.",
    ),
    Setting(
        "ex_rotate", "Rotate", 15.0, low=-180, high=180, unit="°", ends=(-180, 180), step=1,
        help="Angle, clockwise.",
    ),
    Setting(
        "ex_bend", "Bend", 34.0, low=0, high=100, ends=(0, 100), step=1,
        help="Strength α of the elastic field, noise blurred over σ = 4 pixels; the paper takes "
        "34.",
    ),
    Setting(
        "ex_shift", "Shift", 0.0, low=-14, high=14, unit=" px", ends=(-14, 14), step=0.5,
        help="Pixels to the right.",
    ),
    Setting(
        "ex_skew", "Skew", 0.0, low=-1, high=1, ends=(-1, 1), step=0.05,
        help="Pixels to the side for each row from the middle.",
    ),
    Setting(
        "ex_thicken", "Thicken", 0.0, low=-1, high=1, ends=(-1, 1), step=0.05,
        help="Strokes grow, or shrink below 0, by this share of a pixel on either side.",
    ),
    Setting(
        "ex_expand", "Copies", "shift,rotate,elastic", "text", level=0,
        help="What training does to its copies, in the words of train --expand: "
        "shift, rotate, skew, scale, elastic, thicken, with or without a strength (rotate=90).",
    ),
)  # fmt: skip

BY_HAND = ("ex_rotate", "ex_bend", "ex_shift", "ex_skew", "ex_thicken")
"""Settings of the copy that is made by hand."""

LOOKS: frozenset[str] = frozenset()
