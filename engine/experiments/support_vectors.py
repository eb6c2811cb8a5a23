"""Support vector machines of scikit-learn, the optional extra `baselines`."""

from __future__ import annotations

import importlib
from typing import Any

from engine.data.examples import Examples
from engine.errors import SettingError

OLD_GAMMA = "auto"
"""1/n_in, scikit-learn's default when the book was written; today's gives other numbers."""


def fitted_accuracy(training: Examples, measured: Examples, **settings: Any) -> float:
    """Return the accuracy 0..1 of a machine with a Gaussian kernel, fitted to pictures.

    Parameters
    ----------
    settings
        Of scikit-learn's SVC; the kernel's γ is OLD_GAMMA by default.

    Raises
    ------
    SettingError
        If scikit-learn is not installed.
    """
    try:
        machines = importlib.import_module("sklearn.svm")
    except ImportError:
        raise SettingError(
            "expected scikit-learn for a support vector machine, got none; install it with "
            "`python -m pip install scikit-learn`"
        ) from None
    machine = machines.SVC(**{"gamma": OLD_GAMMA, **settings})
    machine.fit(training.x, training.labels)
    return float((machine.predict(measured.x) == measured.labels).mean())
