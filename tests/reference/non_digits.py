"""Draw what is no digit: letters from our own skeletons, scribbles, spirals, stars.

They measure how often something unfamiliar is noticed. Letters that look like digits
(B, I, O, S, Z, b, g, l, q and their like) are left out on purpose.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Points = list[tuple[float, float]]
Strokes = list[NDArray[np.float64]]


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float) -> Points:
    """Return points of an ellipse between two angles in degrees, clockwise from the right."""
    angles = np.radians(np.linspace(start, end, 12))
    return [(x + rx * float(np.cos(a)), y + ry * float(np.sin(a))) for a in angles]


LETTERS: dict[str, list[Points]] = {
    "A": [[(0, 1), (0.35, 0), (0.7, 1)], [(0.15, 0.62), (0.55, 0.62)]],
    "E": [[(0.6, 0), (0, 0), (0, 1), (0.6, 1)], [(0, 0.5), (0.5, 0.5)]],
    "F": [[(0.6, 0), (0, 0), (0, 1)], [(0, 0.48), (0.45, 0.48)]],
    "H": [[(0, 0), (0, 1)], [(0.65, 0), (0.65, 1)], [(0, 0.5), (0.65, 0.5)]],
    "K": [[(0, 0), (0, 1)], [(0.6, 0), (0, 0.55), (0.62, 1)]],
    "M": [[(0, 1), (0.05, 0), (0.4, 0.65), (0.75, 0), (0.8, 1)]],
    "N": [[(0, 1), (0, 0), (0.65, 1), (0.65, 0)]],
    "P": [[(0, 1), (0, 0), *arc(0.3, 0.26, 0.3, 0.26, -90, 90), (0, 0.52)]],
    "R": [[(0, 1), (0, 0), *arc(0.3, 0.25, 0.3, 0.25, -90, 90), (0.05, 0.5), (0.62, 1)]],
    "T": [[(0, 0), (0.75, 0)], [(0.37, 0), (0.37, 1)]],
    "U": [[(0, 0), (0, 0.65), *arc(0.32, 0.65, 0.32, 0.35, 180, 0), (0.64, 0)]],
    "V": [[(0, 0), (0.35, 1), (0.7, 0)]],
    "W": [[(0, 0), (0.2, 1), (0.45, 0.3), (0.7, 1), (0.9, 0)]],
    "X": [[(0, 0), (0.65, 1)], [(0.65, 0), (0, 1)]],
    "Y": [[(0, 0), (0.35, 0.45)], [(0.7, 0), (0.35, 0.45), (0.35, 1)]],
    "L": [[(0, 0), (0, 1), (0.55, 1)]],
    "J": [[(0.5, 0), (0.5, 0.75), *arc(0.25, 0.75, 0.25, 0.25, 0, 170)]],
    "G": [[*arc(0.38, 0.5, 0.38, 0.5, -50, -330), (0.75, 0.55), (0.4, 0.55)]],
    "Q": [[*arc(0.4, 0.45, 0.4, 0.45, -90, 270)], [(0.45, 0.65), (0.85, 1)]],
    "D": [[(0, 0), (0, 1), *arc(0.1, 0.5, 0.55, 0.5, 90, -90), (0, 0)]],
    "C": [[*arc(0.4, 0.5, 0.4, 0.5, -45, -315)]],
    "a": [[(0.6, 0.3), *arc(0.3, 0.6, 0.3, 0.35, -40, -320), (0.6, 0.3), (0.62, 1)]],
    "e": [[(0.05, 0.55), (0.6, 0.5), *arc(0.32, 0.55, 0.3, 0.42, -10, -310)]],
    "h": [[(0, 0), (0, 1)], [(0, 0.7), *arc(0.3, 0.7, 0.28, 0.25, 180, 360), (0.58, 1)]],
    "k": [[(0, 0), (0, 1)], [(0.45, 0.4), (0, 0.7), (0.5, 1)]],
    "m": [
        [(0, 1), (0, 0.4), *arc(0.2, 0.6, 0.2, 0.22, 180, 360), (0.4, 1)],
        [*arc(0.6, 0.6, 0.2, 0.22, 180, 360), (0.8, 1)],
    ],
    "n": [[(0, 0.3), (0, 1)], [(0, 0.6), *arc(0.3, 0.6, 0.28, 0.28, 180, 360), (0.58, 1)]],
    "w": [[*arc(0.2, 0.5, 0.2, 0.4, 180, 0), *arc(0.6, 0.5, 0.2, 0.4, 180, 0)]],
}
"""Skeletons with y downwards; the higher side is 1."""


def letter(name: str, generator: np.random.Generator) -> Strokes:
    """Write a letter once: tilted, stretched, slanted and slightly shaky."""
    return shaken([densified(stroke) for stroke in LETTERS[name]], generator)


def densified(points: Points) -> NDArray[np.float64]:
    """Return a polyline with points at most about 0.04 apart."""
    corners = np.array(points, float)
    lengths = np.hypot(*np.diff(corners, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    places = np.linspace(0, along[-1], max(2, int(along[-1] / 0.04)))
    return np.stack([np.interp(places, along, corners[:, k]) for k in range(2)], axis=1)


def shaken(strokes: Strokes, generator: np.random.Generator) -> Strokes:
    """Tilt by up to 10 degrees, stretch by up to 15 %, slant, and bend a little."""
    angle, slant = generator.uniform(-0.17, 0.17), generator.uniform(-0.15, 0.2)
    stretch = generator.uniform(0.85, 1.18)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = turn @ np.array([[stretch, -slant], [0, 1]])
    phase, size = generator.uniform(0, 6.3, (2, 2)), generator.normal(0, 0.025, (2, 2))
    result = []
    for stroke in strokes:
        wave = sum(size[:, k] * np.sin(5 * stroke[:, [1 - k]] + phase[:, k]) for k in range(2))
        result.append((stroke + wave) @ matrix.T + generator.normal(0, 0.012, 2))
    return result


def scribble(generator: np.random.Generator) -> Strokes:
    """Wander about without a plan."""
    steps = generator.normal(0, 1, (60, 2))
    for _ in range(3):
        steps[1:-1] = (steps[:-2] + 2 * steps[1:-1] + steps[2:]) / 4
    return [np.cumsum(steps, axis=0)]


def zigzag(generator: np.random.Generator) -> Strokes:
    """Go to and fro while moving on."""
    count = int(generator.integers(7, 13))
    x = np.arange(count) / (count - 1)
    y = np.where(np.arange(count) % 2 == 0, 0.15, 0.85) + generator.normal(0, 0.08, count)
    return shaken([densified(list(zip(x, y, strict=True)))], generator)


def spiral(generator: np.random.Generator) -> Strokes:
    """Turn two to four times outwards."""
    turns = generator.uniform(2.2, 4.0) * generator.choice([-1, 1])
    t = np.linspace(0.05, 1, 120)
    angle = 2 * np.pi * turns * t + generator.uniform(0, 6.3)
    return shaken([np.stack([t * np.cos(angle), t * np.sin(angle)], axis=1) / 2], generator)


def star(generator: np.random.Generator) -> Strokes:
    """Draw a five-pointed star in one go."""
    angles = 2 * np.pi * np.arange(6) * 2 / 5 - np.pi / 2
    corners = list(zip(np.cos(angles) / 2, np.sin(angles) / 2, strict=True))
    return shaken([densified(corners)], generator)


def grid(generator: np.random.Generator) -> Strokes:
    """Draw a hash sign."""
    lines: list[Points] = [
        [(0.3, 0), (0.3, 1)],
        [(0.7, 0), (0.7, 1)],
        [(0, 0.3), (1, 0.3)],
        [(0, 0.7), (1, 0.7)],
    ]
    return shaken([densified(line) for line in lines], generator)


def face(generator: np.random.Generator) -> Strokes:
    """Draw a smiling face."""
    parts = [
        arc(0.5, 0.5, 0.5, 0.5, 0, 360),
        arc(0.5, 0.55, 0.25, 0.25, 20, 160),
        [(0.33, 0.3), (0.33, 0.4)],
        [(0.66, 0.3), (0.66, 0.4)],
    ]
    return shaken([densified(part) for part in parts], generator)


def house(generator: np.random.Generator) -> Strokes:
    """Draw a house with its roof."""
    walls: Points = [(0, 1), (0, 0.45), (0.4, 0), (0.8, 0.45), (0.8, 1), (0, 1)]
    return shaken([densified(walls), densified([(0, 0.45), (0.8, 0.45)])], generator)


SCRIBBLES: dict[str, Callable[[np.random.Generator], Strokes]] = {
    "scribble": scribble,
    "zigzag": zigzag,
    "spiral": spiral,
    "star": star,
    "grid": grid,
    "face": face,
    "house": house,
}
