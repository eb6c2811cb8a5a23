"""Whether data fit the settings of a training run."""

from __future__ import annotations

from engine.data.examples import DataSet
from engine.errors import DataError


def check_train_size(size: int, data: DataSet) -> None:
    """Refuse a training size that the data do not have; 0 stands for all.

    Raises
    ------
    DataError
    """
    if size > len(data.training):
        raise DataError(
            "expected a training size of at most {available}, which is all of {name}, got {size}; "
            "choose a smaller one",
            available=len(data.training),
            name=data.name,
            size=size,
        )
