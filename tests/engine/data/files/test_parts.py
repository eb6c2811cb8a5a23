"""Parts of a data set: those that are given stay whole, missing ones are split off."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.data.files.parts import Labelled, assemble, part_in, whole
from engine.errors import DataError


def labelled(count, names=("a", "b"), side=4, first=0):
    """Return pictures that differ, the classes in turn."""
    x = np.arange(first, first + count, dtype=np.float32)[:, None] * np.ones(side * side, "f4")
    return Labelled(x, (np.arange(count) % len(names)).astype(np.uint8), names, side, side)


def sizes(data):
    """Return the number of examples in each part."""
    return [len(part) for part in (data.training, data.validation, data.test)]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"training": 60}, [48, 6, 6]),
        ({"test": 60}, [48, 6, 6]),
        ({"training": 60, "test": 7}, [50, 10, 7]),
        ({"training": 60, "validation": 7}, [54, 7, 6]),
        ({"training": 5, "validation": 3, "test": 2}, [5, 3, 2]),
    ],
)
def test_parts_that_are_given_are_never_split(counts, expected):
    data = assemble(Path("mine"), {part: labelled(count) for part, count in counts.items()}, 0)
    assert sizes(data) == expected
    if "test" in counts and len(counts) > 1:
        assert data.test.x[:, 0].tolist() == list(range(counts["test"]))


def test_no_example_is_lost_or_in_two_parts():
    data = assemble(Path("mine"), {"training": labelled(60), "test": labelled(7, first=60)}, 0)
    rows = np.concatenate([data.training.x, data.validation.x, data.test.x])
    assert sorted(rows[:, 0].tolist()) == list(range(67))


def test_labels_of_the_parts_are_matched_by_name():
    parts = {"training": labelled(60, ("a", "b", "c")), "test": labelled(4, ("b", "c"))}
    data = assemble(Path("mine"), parts, 0)
    assert data.test.labels.tolist() == [1, 2, 1, 2]
    assert (data.names, data.classes) == (("a", "b", "c"), 3)


def test_parts_that_do_not_fit_each_other_are_refused():
    train = labelled(60)
    with pytest.raises(DataError, match="got 4 × 4 and 5 × 5"):
        assemble(Path("mine"), {"training": train, "test": labelled(4, side=5)}, 0)
    with pytest.raises(DataError, match="expected the classes a, b, got z"):
        assemble(Path("mine"), {"training": train, "test": labelled(4, ("a", "z"))}, 0)
    with pytest.raises(DataError, match="a part to train on, got validation, test"):
        assemble(Path("mine"), {"validation": train, "test": train}, 0)
    with pytest.raises(DataError, match=r"expected 10 to .* pictures, got 9"):
        assemble(Path("mine"), {"training": labelled(9)}, 0)


def test_a_test_part_or_everything_is_measured():
    parts = {"training": labelled(60), "test": labelled(7)}
    assert len(whole(parts).labels) == 7
    assert len(whole({"training": parts["training"]}).labels) == 60


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("train-images-idx3-ubyte.gz", "training"),
        ("t10k-labels.idx1-ubyte", "test"),
        ("emnist-letters-test-images-idx3-ubyte", "test"),
        ("mnist_valid.csv", "validation"),
        ("contest.csv", None),
    ],
)
def test_names_of_files_say_their_part(name, part):
    assert part_in(name) == part
