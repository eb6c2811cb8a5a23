"""Settings of "More data": the fitted points, and the pictures of the tuned network."""

from __future__ import annotations

from engine.improvement.accuracy_by_size import SIZES
from engine.settings import Setting

FITTED = ("ours", "book", "book vectors")
AXES = ("accuracy", "error")

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "md_series", "Fit to", "ours", "choice", choices=FITTED,
        help="The points that a power law of the error, a·n^(−b), is fitted to.",
    ),
    Setting(
        "md_from", "From", "100", "choice", choices=tuple(map(str, SIZES)),
        help="The smallest number of pictures that is fitted.",
    ),
    Setting(
        "md_to", "To", "2000", "choice", choices=tuple(map(str, SIZES)),
        help="The largest number of pictures that is fitted; larger ones judge the curve.",
    ),
    Setting(
        "md_floor", "With a floor", False, "switch",
        help="Fit an error that no number of pictures takes away too: a·n^(−b) + c.",
    ),
    Setting(
        "md_axis", "Upwards", "accuracy", "choice", choices=AXES, level=0,
        help="Accuracy, or error on a logarithmic axis, where a power law is a straight line.",
    ),
    Setting(
        "md_small", "Tuned: pictures", 5_000, "int", low=10, high=50_000, scale="log",
        ends=(100, 50_000), restarts=True,
        help="How many pictures the tuned network learns from; the plain one has all.",
    ),
)  # fmt: skip

LOOKS = frozenset({"md_axis"})
