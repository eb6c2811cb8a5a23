"""Points in four quadrants, and settings of the smallest network that tells them apart."""

from __future__ import annotations

from engine.data.points.toys import toy_data_set
from engine.training.settings import TrainingSettings

DATA = toy_data_set("xor", 60, 1)


def settings(**values):
    """Return settings of the smallest network that tells quadrants apart."""
    return TrainingSettings.from_values(
        {"layers": "2-4-2-1", "eta": 0.5, "epochs": 6, "seed": 3, **values}
    )
