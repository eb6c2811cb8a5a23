"""Settings of the station with two inputs; their names begin with "plane_"."""

from __future__ import annotations

from engine.settings import Setting

FIGURES = (
    "step", "bump", "crossing", "tower", "two towers", "many towers", "round tower", "xor",
    "many inputs",
)  # fmt: skip
"""Constructions over two inputs, in the order of the book."""

PAINTED, TYPED = "painted", "formula"
TARGETS = ("bowl", "waves", "hill", "ring", PAINTED, TYPED)
MOST_CELLS, MOST_DIRECTIONS, MOST_INPUTS = 10, 40, 8
LARGEST = 999.0
"""Largest height or bias, as in the book."""

TWO_INPUTS_SETTINGS: tuple[Setting, ...] = (
    Setting(
        "plane_figure", "Figure", "tower", "choice", choices=FIGURES, level=0,
        help="What is built over two inputs.",
    ),
    Setting(
        "plane_angle", "Direction", 0.0, low=-360, high=360, unit="°", ends=(0, 360), step=5,
        help="Where the step rises: 0° along x, 90° along y.",
    ),
    Setting(
        "plane_place", "Step s", 0.5, low=-9.99, high=9.99, ends=(0, 1), step=0.01,
        help="How far from the origin the step lies, in its direction.",
    ),
    Setting(
        "plane_left", "Step s₁", 0.3, low=-9.99, high=9.99, ends=(0, 1), step=0.01,
        help="Where the bump begins.",
    ),
    Setting(
        "plane_right", "Step s₂", 0.7, low=-9.99, high=9.99, ends=(0, 1), step=0.01,
        help="Where the bump ends.",
    ),
    Setting(
        "plane_height", "Height h", 0.3, low=-LARGEST, high=LARGEST, ends=(-2, 20), step=0.1,
        help="Weights h and −h of the steps to the output.",
    ),
    Setting(
        "plane_bias", "Output bias b", -0.5, low=-LARGEST, high=LARGEST, ends=(-30, 10), step=0.1,
        help="About −3h/2 lets only the tower through.",
    ),
    Setting(
        "plane_strength", "Height h", 10.0, low=0.1, high=LARGEST, scale="log",
        ends=(0.1, LARGEST),
        help="The higher, the sharper the output neuron decides.",
    ),
    Setting(
        "plane_first", "Weight w₁", 0.7, low=-LARGEST, high=LARGEST, ends=(-2, 2), step=0.1,
        help="Height of the tower at the upper left.",
    ),
    Setting(
        "plane_second", "Weight w₂", 0.5, low=-LARGEST, high=LARGEST, ends=(-2, 2), step=0.1,
        help="Height of the tower at the lower right.",
    ),
    Setting(
        "plane_cells", "Towers a side", 5, "int", low=2, high=MOST_CELLS, ends=(2, MOST_CELLS),
        help="n × n towers stand side by side; each has its height.",
    ),
    Setting(
        "plane_target", "Surface to match", "bowl", "choice", choices=TARGETS,
        help="The function f(x, y) that the towers approximate.",
    ),
    Setting(
        "plane_brush", "Brush", 1.0, low=-10, high=10, ends=(0, 1), step=0.05,
        help="Height of the towers that are painted.",
    ),
    Setting(
        "plane_directions", "Directions", 12, "int", low=1, high=MOST_DIRECTIONS,
        ends=(1, MOST_DIRECTIONS),
        help="Bumps in so many directions; the more, the rounder the tower.",
    ),
    Setting(
        "plane_radius", "Radius", 0.3, low=0.05, high=0.5, ends=(0.05, 0.5), step=0.01,
        help="Half the width of each bump.",
    ),
    Setting(
        "plane_inputs", "Inputs m", 3, "int", low=1, high=MOST_INPUTS, ends=(1, MOST_INPUTS),
        help="A tower over m inputs has the bias (−m + ½) h.",
    ),
    Setting(
        "plane_weight", "Weight w", 1000.0, low=1, high=1000, scale="log", ends=(1, 1000),
        help="Steepness of every hidden neuron.",
    ),
)  # fmt: skip
