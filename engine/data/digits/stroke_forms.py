"""Forms in which programs write pen strokes as JSON, told apart by their shape.

==================  ============================================================
points              ``[[x, y], …]`` or ``[[x, y, time], …]``, one point after another
rows                ``[[x, …], [y, …]]``, a third row of times may follow (Quick, Draw!)
objects             ``[{"x": …, "y": …}, …]``, ``{"points": […]}`` (signature pads),
                    ``{"x": […], "y": […]}``
==================  ============================================================

A drawing is a list of strokes, alone or under the key "strokes" or "drawing"; a document is a
drawing or a list of them. y points downwards; times, pressures and other keys are ignored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from engine.arrays import Matrix
from engine.data.digits.strokes import MOST_COORDINATE, check_strokes
from engine.errors import DataError

StrokeForm: TypeAlias = Literal["points", "rows"]

FORMS: tuple[StrokeForm, ...] = ("points", "rows")
"""The two forms of a stroke of numbers."""

KEYS: dict[str, StrokeForm | None] = {"strokes": None, "drawing": "rows"}
"""Keys of an object that hold a drawing, each with the form that it stands for where a shape
allows both: Quick, Draw! writes rows under "drawing", everybody writes under "strokes"."""

NUMBERS_OF_A_POINT = (2, 3)
"""x, y and perhaps a time."""


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Strokes of one drawing, before their form is known.

    Attributes
    ----------
    forms : tuple of StrokeForm
        Forms that the shape of all its strokes allows; both if none of them has numbers.
    hint : StrokeForm or None
        StrokeForm that its key stands for.
    """

    number: int
    strokes: tuple[Matrix, ...]
    are_points: tuple[bool, ...]
    forms: tuple[StrokeForm, ...]
    hint: StrokeForm | None

    @property
    def told(self) -> StrokeForm | None:
        """StrokeForm by the shape of the strokes, or else by the key; None if neither tells it."""
        if all(self.are_points):
            return None
        return self.forms[0] if len(self.forms) == 1 else self.hint


def read_drawings(
    document: object, form: StrokeForm | None = None
) -> tuple[tuple[Matrix, ...], ...]:
    """Return the drawings of a decoded JSON document.

    Two points ``[[x, y], [x, y]]`` look like two rows ``[[x, x], [y, y]]``: the other strokes of
    the drawing decide, then its key, then the other drawings.

    Parameters
    ----------
    document : object
        See the module.
    form : StrokeForm, optional
        StrokeForm of the strokes; by default it is told by their shape.

    Returns
    -------
    tuple of tuple of Matrix, shape (n, 2), float64
        The strokes of each drawing.

    Raises
    ------
    DataError
        If any drawing is malformed, empty, has a single point, or can be read in two ways; the
        message names it.
    """
    drawings = [
        _examined(number, strokes, hint)
        for number, (strokes, hint) in enumerate(_drawings_in(document), 1)
    ]
    told = {each.told for each in drawings if each.told is not None}
    return tuple(_read(each, form or _form(each, told)) for each in drawings)


# --- documents --------------------------------------------------------------------------------


def _drawings_in(document: object) -> list[tuple[object, StrokeForm | None]]:
    """Return the strokes of each drawing, with the form that its key stands for."""
    if isinstance(document, dict):
        return [_keyed(document, 1)]
    if not isinstance(document, list) or not document:
        raise _no_drawings("an empty list" if document == [] else type(document).__name__)
    if any(isinstance(entry, dict) and KEYS.keys() & entry.keys() for entry in document):
        return [_keyed(entry, number) for number, entry in enumerate(document, 1)]
    depth, leaf = _nesting(document)
    if isinstance(leaf, dict):
        # a stroke of points, or a drawing of strokes, is an object itself
        depth += 2 if "points" in leaf or isinstance(leaf.get("x"), list) else 1
        if not {"points", "x"} & leaf.keys():
            raise _no_strokes(1, leaf)
    if depth == 2:
        return [([document], None)]
    if depth == 3:
        return [(document, None)]
    if depth == 4:
        return [(drawing, None) for drawing in document]
    raise _no_drawings("something else")


def _keyed(entry: object, number: int) -> tuple[object, StrokeForm | None]:
    """Return the strokes of an object, with the form that its key stands for."""
    if isinstance(entry, dict):
        for key, hint in KEYS.items():
            if key in entry:
                return entry[key], hint
        if "points" in entry:
            return [entry], None
    raise _no_strokes(number, entry)


def _nesting(value: object) -> tuple[int, object]:
    """Return how many lists lie around the first thing that is no list, and that thing."""
    depth = 0
    while isinstance(value, list):
        value = next((each for each in value if each != []), None)
        depth += 1
    return depth, value


# --- strokes ----------------------------------------------------------------------------------


def _examined(number: int, strokes: object, hint: StrokeForm | None) -> _Drawing:
    """Return a drawing with the forms that its strokes allow."""
    try:
        if not isinstance(strokes, list):
            raise _refusal(type(strokes).__name__)
        found = [_numbers(stroke) for stroke in strokes if stroke != []]
        kept = [(array, are_points) for array, are_points in found if array.size]
        forms: tuple[StrokeForm, ...] = FORMS
        for place, (array, are_points) in enumerate(kept):
            if not are_points:
                allowed = _forms(array, is_first=place == 0)
                forms = tuple(form for form in forms if form in allowed)
        if not forms:
            raise _refusal("strokes of different forms")
    except DataError as error:
        raise _named(number, error) from None
    return _Drawing(
        number, tuple(array for array, _ in kept), tuple(are for _, are in kept), forms, hint
    )


def _numbers(stroke: object) -> tuple[Matrix, bool]:
    """Return a stroke as numbers as they are written, and whether it is known to be points."""
    if isinstance(stroke, dict):
        return _numbers_of_object(stroke)
    if isinstance(stroke, list) and all(isinstance(point, dict) for point in stroke):
        return _array([_coordinates(point) for point in stroke]), True
    return _array(stroke), False


def _numbers_of_object(stroke: dict[str, Any]) -> tuple[Matrix, bool]:
    if "points" in stroke:
        points = stroke["points"]
        return _numbers(points) if isinstance(points, list) and points else (np.zeros((0, 2)), True)
    x, y = _coordinates(stroke)
    return _array([x, y]).T, True


def _coordinates(point: dict[str, Any]) -> list[Any]:
    try:
        return [point["x"], point["y"]]
    except KeyError:
        raise _refusal(repr(point)[:40]) from None


def _array(rows: object) -> Matrix:
    """Return lists of numbers as a finite array."""
    try:
        array = np.asarray(rows)
    except (ValueError, OverflowError):
        raise _refusal("lists of different lengths") from None
    if array.ndim != 2 or array.dtype.kind not in "iuf":
        raise _refusal(repr(rows)[:40])
    if not np.isfinite(array).all():
        raise _refusal("a coordinate that is not a finite number")
    return array.astype(np.float64)


def _forms(array: Matrix, *, is_first: bool) -> tuple[StrokeForm, ...]:
    """Return the forms that the shape of a stroke and the order of its times allow."""
    rows, columns = array.shape
    # what is too large for a coordinate is a time; Quick, Draw! counts times from 0
    allowed: dict[StrokeForm, bool] = {
        "points": columns in NUMBERS_OF_A_POINT
        and _are_coordinates(array[:, :2])
        and (columns == 2 or rows > 3 or _are_times(array[:, 2])),
        "rows": rows in NUMBERS_OF_A_POINT
        and _are_coordinates(array[:2])
        and (
            rows == 2
            or columns > 3
            or (_are_times(array[2]) and not (is_first and array[2, 0] != 0))
        ),
    }
    found = tuple(form for form in FORMS if allowed[form])
    if not found:
        raise _refusal(
            f"{rows} lists of {columns} numbers"
            if _are_coordinates(array)
            else "a coordinate that is not a finite number below 1e9"
        )
    return found


def _are_coordinates(numbers: Matrix) -> bool:
    return bool(np.abs(numbers).max() <= MOST_COORDINATE)


def _are_times(numbers: Matrix) -> bool:
    return bool((np.diff(numbers) >= 0).all())


def _form(drawing: _Drawing, told: set[StrokeForm]) -> StrokeForm:
    """Return the form of a drawing: by its shape, its key, or the other drawings of the file."""
    if all(drawing.are_points):
        return "points"
    if drawing.told is not None:
        return drawing.told
    if len(told) == 1:
        return next(iter(told))
    raise DataError(
        "expected strokes that can be read in one way, got lists in drawing {number} that may be "
        "points [x, y], or a row of x and a row of y as in Quick, Draw!; add --strokes points or "
        "--strokes rows",
        number=drawing.number,
    )


def _read(drawing: _Drawing, form: StrokeForm) -> tuple[Matrix, ...]:
    """Return the strokes of a drawing as points."""
    try:
        if form not in drawing.forms:
            raise _refusal(f"lists that are no {form}")
        turned = [
            array.T if form == "rows" and not are_points else array
            for array, are_points in zip(drawing.strokes, drawing.are_points, strict=True)
        ]
        strokes = check_strokes([array[:, :2] for array in turned])
    except DataError as error:
        raise _named(drawing.number, error) from None
    count = sum(len(points) for points in strokes)
    if count < 2:
        raise DataError(
            "expected at least two points in drawing {number}, got {found}; draw a digit",
            number=drawing.number,
            found=count,
        )
    return strokes


# --- refusals ---------------------------------------------------------------------------------


def _named(number: int, error: DataError) -> DataError:
    return DataError("drawing {number}: " + error.template, number=number, **error.fields)


def _refusal(found: str) -> DataError:
    return DataError(
        "expected strokes as lists of points [x, y] with numbers, of rows [[x, …], [y, …]] or of "
        'objects {{"x": …, "y": …}}, got {found}; write [[[x, y], [x, y], …], …]',
        found=found,
    )


def _no_strokes(number: int, entry: object) -> DataError:
    return DataError(
        'expected an object with "strokes" as drawing {number}, got {found}; '
        'write {{"strokes": [[[x, y], …], …]}}',
        number=number,
        found=repr(entry)[:40],
    )


def _no_drawings(found: str) -> DataError:
    return DataError(
        'expected a JSON list of drawings [{{"strokes": …}}, …], got {found}; '
        "put the drawings into a list",
        found=found,
    )
