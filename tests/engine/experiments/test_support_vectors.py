"""Support vector machines: as good as they should be, or a sentence where they are absent."""

from __future__ import annotations

import sys

import pytest

from engine.errors import SettingError
from engine.experiments.support_vectors import fitted_accuracy
from tests.support.samples.small_experiments import digits


def test_a_missing_library_is_named_with_its_command(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.svm", None)
    with pytest.raises(SettingError, match=r"expected scikit-learn .* pip install scikit-learn"):
        fitted_accuracy(digits(20, 1), digits(10, 2))


def test_a_machine_reads_what_is_easy_and_its_kernel_counts():
    pytest.importorskip("sklearn", reason="the extra `baselines` is not installed")
    training, measured = digits(200, 1), digits(100, 2)
    assert fitted_accuracy(training, measured) > 0.9
    assert fitted_accuracy(training, measured, gamma=1_000.0) < 0.5
