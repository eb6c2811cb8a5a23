"""Random non-digits: lines, corners, arcs, random walks, mixed-up digits.

The familiarity detector is trained on these alone, so letters remain an unseen test set.
"""

from __future__ import annotations

import numpy as np

from engine.arrays import Images, Labels, Matrix
from engine.data.digits.strokes import SIDE

SPACING = 0.04
"""Distance of neighbouring points, where a doodle's box is about 1."""

MIRRORED = (3, 4, 6, 7, 9)
"""Digits whose mirror image is no digit."""
TURNED = (2, 3, 4, 5, 7)
"""Digits that are no digit after a quarter turn."""


def doodle(generator: np.random.Generator) -> list[Matrix]:
    """Draw one to four strokes of any kind, beside, across or joined to each other.

    Returns
    -------
    list of Matrix, shape (n, 2)
        x and y in a square of side 1 or little more.
    """
    count = int(generator.choice([1, 2, 3, 4], p=[0.3, 0.35, 0.25, 0.1]))
    strokes: list[Matrix] = []
    for number in range(count):
        kinds = _ALONE if count == 1 else _KINDS
        stroke = kinds[int(generator.integers(len(kinds)))](generator)
        if number and generator.random() < 0.5:
            joined = strokes[-1]
            end = joined[int(generator.integers(len(joined)))]
            stroke = stroke - stroke[int(generator.choice([0, len(stroke) // 2]))] + end
        strokes.append(stroke)
    return strokes


def _densified(corners: Matrix) -> Matrix:
    lengths = np.hypot(*np.diff(corners, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    places = np.linspace(0, along[-1], max(2, int(along[-1] / SPACING)))
    return np.stack([np.interp(places, along, corners[:, k]) for k in range(2)], axis=1)


def _line(generator: np.random.Generator) -> Matrix:
    """Draw a straight line, upright or level more often than not."""
    angle = generator.choice([0.0, np.pi / 2, generator.uniform(0, np.pi)])
    angle += generator.normal(0, 0.12)
    half = generator.uniform(0.2, 0.5) * np.array([np.cos(angle), np.sin(angle)])
    middle = generator.uniform(0.2, 0.8, 2)
    return _densified(np.array([middle - half, middle + half]))


def _corners(generator: np.random.Generator) -> Matrix:
    """Draw a line with corners, sometimes closed."""
    corners = generator.random((int(generator.integers(3, 7)), 2))
    if generator.random() < 0.3:
        corners = np.concatenate([corners, corners[:1]])
    return _densified(corners)


def _zigzag(generator: np.random.Generator) -> Matrix:
    """Draw a zigzag along either axis."""
    count = int(generator.integers(4, 9))
    go = np.linspace(0, 1, count) + generator.normal(0, 0.05, count)
    swing = np.arange(count) % 2 * generator.uniform(0.5, 1) + generator.normal(0, 0.08, count)
    return _densified(np.stack([go, swing], axis=1)[:, :: int(generator.choice([-1, 1]))])


def _arc(generator: np.random.Generator) -> Matrix:
    """Draw a piece of an ellipse."""
    start = generator.uniform(0, 2 * np.pi)
    turn = generator.uniform(1.5, 5.5) * generator.choice([-1, 1])
    angles = start + np.linspace(0, turn, 30)
    radii = generator.uniform(0.15, 0.5, 2)
    middle = generator.uniform(0.25, 0.75, 2)
    curve: Matrix = middle + radii * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return curve


def _spiral(generator: np.random.Generator) -> Matrix:
    """Draw a spiral of more than one turn."""
    t = np.linspace(generator.uniform(0.05, 0.4), 1, 90)
    angles = generator.uniform(0, 6.3) + t * generator.uniform(8, 24) * generator.choice([-1, 1])
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    curve: Matrix = 0.5 + t[:, None] * circle / 2
    return curve


def _wander(generator: np.random.Generator) -> Matrix:
    """Draw a smooth random walk."""
    steps = generator.normal(0, 1, (int(generator.integers(25, 70)), 2))
    for _ in range(int(generator.integers(2, 12))):
        steps[1:-1] = (steps[:-2] + 2 * steps[1:-1] + steps[2:]) / 4
    path = np.cumsum(steps, axis=0)
    path -= path.min(axis=0)
    wandered: Matrix = path / max(float(path.max()), 1e-6)
    return wandered


_ALONE = (_corners, _zigzag, _spiral, _wander, _wander)
"""Strokes that are no digit by themselves; a single line is a 1, an arc may be a 0."""

_KINDS = (_line, _line, _line, _corners, _zigzag, _arc, _arc, _spiral, _wander)


def mixed_up(pictures: Images, labels: Labels, generator: np.random.Generator) -> Images:
    """Make non-digits of digits: mirror, turn, overlay, or cut and join them.

    Parameters
    ----------
    pictures : Images, shape (n, 784)
    labels : Labels, shape (n,)

    Returns
    -------
    Images, shape (m, 784)
        Fewer than n, in random order.
    """
    square = pictures.reshape(-1, SIDE, SIDE)
    part = generator.integers(0, 4, len(labels))
    mirrored = square[(part == 0) & np.isin(labels, MIRRORED)][:, :, ::-1]
    quarter = square[(part == 1) & np.isin(labels, TURNED)].transpose(0, 2, 1)
    turned = np.concatenate([quarter[::2, ::-1], quarter[1::2, :, ::-1]])
    over, cut = square[part == 2], square[part == 3]
    laid = np.maximum(over, np.roll(generator.permutation(over), 5, axis=2))[::2]
    joined = cut.copy()
    joined[:, SIDE // 2 :] = generator.permutation(cut)[:, ::-1][:, SIDE // 2 :]
    together = np.concatenate([mirrored, turned, laid, joined[::2]])
    return generator.permutation(together).reshape(-1, SIDE * SIDE)
