"""Whether data fit the settings of a training run."""

from __future__ import annotations

from dataclasses import replace

from engine.data.examples import DataSet
from engine.errors import DataError
from engine.training.settings import TrainingSettings

MOST_SPARE = 10
"""A network of so many outputs may also learn fewer classes, as the pad's networks do."""


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


def with_spare_classes(settings: TrainingSettings, data: DataSet) -> DataSet:
    """Return data with as many classes as the network has outputs, if few of these are spare."""
    outputs = settings.specification().sizes[-1]
    if data.classes < outputs <= MOST_SPARE:
        return replace(data, classes=outputs)
    return data
