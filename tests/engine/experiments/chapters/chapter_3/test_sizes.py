"""Accuracy over the size of the training set: as many examples shown with each."""

from __future__ import annotations

import pytest

from engine.experiments import find_experiment
from engine.experiments.chapters.chapter_3 import sizes
from tests.support.samples.small_experiments import request


def test_each_size_is_trained_with_its_own_epochs_and_penalty(monkeypatch):
    asked, train = [], sizes._trained

    def trained(own, *rest):
        asked.append((own.train_size, own.epochs, own.lambda_))
        return train(own, *rest)

    monkeypatch.setattr(sizes, "_trained", trained)
    monkeypatch.setattr(sizes, "SHOWN", 600)
    settings = find_experiment("3.J").settings
    found = sizes.network_by_size((10, 60), settings, request(epochs=None))
    assert [each[:2] for each in asked] == [(10, 60), (60, 10)]
    assert [each[2] for each in asked] == pytest.approx([0.001, 0.006])
    assert list(found.details["by_size"]) == ["10", "60"]
    assert found.value == found.details["by_size"]["60"]
    assert found.details["by_size"]["60"] > found.details["by_size"]["10"]
