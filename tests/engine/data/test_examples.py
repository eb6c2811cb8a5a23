"""Examples and data sets: names of classes, targets."""

from __future__ import annotations

import numpy as np

from engine.data.examples import DataSet, Examples, one_hot

NONE = Examples(np.zeros((0, 4), np.float32), np.zeros(0, np.uint8))


def test_classes_are_called_by_their_names_else_by_their_numbers():
    assert DataSet("a", NONE, NONE, NONE, classes=3).names == ("0", "1", "2")
    named = DataSet("a", NONE, NONE, NONE, classes=2, class_names=("no", "yes"))
    assert named.names == ("no", "yes")


def test_targets_are_one_for_the_true_class():
    labels = np.array([2, 0], np.uint8)
    assert one_hot(labels, 3, np.dtype(np.float32)).tolist() == [[0, 0, 1], [1, 0, 0]]
    assert one_hot(np.array([1, 0], np.uint8), 1, np.dtype(float)).tolist() == [[1], [0]]
