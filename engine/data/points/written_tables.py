"""Points of the plane as rows of a table, which `point_tables` reads again."""

from __future__ import annotations

from engine.arrays import Labels, Matrix
from engine.data.points.own_points import OwnPoints

CLASS = "class"
"""Name of the last column."""


def table_rows(own: OwnPoints | None, x: Matrix, labels: Labels) -> list[list[str]]:
    """Return the heading and one row a point: both inputs and the class.

    Parameters
    ----------
    own : OwnPoints or None
        Points with units of their own: then their values, names and classes are written, never
        the scaled inputs.
    x : Matrix, shape (n, 2)
        Inputs of other points.
    labels : Labels, shape (n,)
        Classes of other points, by number.
    """
    if own is None:
        names, values, words = ("", ""), x, [str(label) for label in labels.tolist()]
    else:
        names, values = own.axes, own.values
        words = [own.classes[label] for label in own.labels.tolist()]
    heading = [name or f"x{number}" for number, name in enumerate(names, 1)]
    # the text of a single is the shortest that gives it back, as that of a double is
    cells = [[str(value) for value in row] for row in values]
    return [[*heading, CLASS], *([*row, word] for row, word in zip(cells, words, strict=True))]
