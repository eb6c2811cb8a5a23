"""Figures of a picture file, in the form of the network's input."""

from __future__ import annotations

from pathlib import Path

from engine.arrays import Matrix, freeze
from engine.data.digits.normalisation import normalise_picture
from engine.data.digits.strokes import Normalised, Stage
from engine.errors import DataError

MOST_FIGURES = 20
"""Most figures of a picture that are taken to the pad."""


def read_pad_figures(path: Path, content: bytes = b"") -> tuple[Normalised, ...]:
    """Return the figures of a picture, from left to right, as on MNIST's pictures.

    Parameters
    ----------
    content : bytes
        Content of the file, if it is not to be read from the disk; `path` is then its name.

    Raises
    ------
    DataError
        If the file is no picture, is blank, or its figures cannot be told apart.
    """
    # imported here: start-up does without photographs
    from engine.data.files.pictures import read_figures

    inks = read_figures(path, content)
    if inks is None or len(inks) > MOST_FIGURES:
        raise DataError(
            "{path}: expected figures that stand apart, at most {limit}, got more than can be told "
            "apart; cut out a part of the picture",
            path=path.name,
            limit=MOST_FIGURES,
        )
    figures = tuple(figure for ink in inks if (figure := normalise_picture(ink)) is not None)
    if not figures:
        raise DataError(
            "{path}: expected dark figures on light paper or the reverse, got a blank picture; "
            "choose another one",
            path=path.name,
        )
    return figures


def already_normalised(picture: Matrix) -> Normalised:
    """Return the record of a picture, shape (28, 28), that has been normalised before."""
    picture = freeze(picture)
    return Normalised(picture, 1.0, 0.0, 0.0, 0.0, (Stage("centred", (), 0.0, picture),))
