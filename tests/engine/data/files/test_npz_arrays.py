"""Archives of NumPy arrays under their usual names."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data.files.own import load_own
from engine.errors import DataError
from tests.support.samples.mnist_files import digit_arrays

PICTURES, ANSWERS = digit_arrays(40)


def saved(folder, **arrays):
    """Write an archive and return its path."""
    np.savez(folder / "a.npz", **arrays)
    return folder / "a.npz"


def sizes(data):
    """Return the number of examples in each part."""
    return [len(part) for part in (data.training, data.validation, data.test)]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("x_train", "y_train", "x_test", "y_test"), [25, 5, 10]),
        (("train_images", "train_labels", "test_images", "test_labels"), [25, 5, 10]),
        (("X", "y"), [32, 4, 4]),
        (("images", "labels"), [32, 4, 4]),
        (("data", "target"), [32, 4, 4]),
    ],
)
def test_arrays_are_found_by_their_usual_names(tmp_path, names, expected):
    cuts = [slice(0, 30), slice(30, 40)] if len(names) == 4 else [slice(0, 40)]
    arrays = {}
    for part, (x, y) in zip(cuts, zip(names[::2], names[1::2], strict=True), strict=True):
        arrays |= {x: PICTURES[part], y: ANSWERS[part]}
    data = load_own(saved(tmp_path, **arrays))
    assert sizes(data) == expected
    if len(names) == 4:
        np.testing.assert_array_equal(data.test.labels, ANSWERS[30:])


@pytest.mark.parametrize(
    ("pictures", "labels"),
    [
        (PICTURES.reshape(40, 784), ANSWERS[:, None]),
        (PICTURES[..., None], np.eye(10)[ANSWERS]),
        ((PICTURES / 255).astype(np.float64), ANSWERS.astype(np.int64)),
        (np.asfortranarray(PICTURES), ANSWERS.astype(np.float32)),
    ],
)
def test_usual_shapes_and_types_give_the_same_examples(tmp_path, pictures, labels):
    found = load_own(saved(tmp_path, X=pictures, y=labels))
    plain = load_own(saved(tmp_path, X=PICTURES, y=ANSWERS))
    np.testing.assert_array_equal(found.training.labels, plain.training.labels)
    np.testing.assert_allclose(found.training.x, plain.training.x, atol=1e-6)
    assert found.training.x.flags.c_contiguous


def test_archives_of_something_else_are_refused(tmp_path):
    for arrays, message in (
        ({"weights": ANSWERS}, "got weights"),
        ({"X": PICTURES, "y": ANSWERS[:9]}, "got 40 × 28 × 28 and 9"),
        ({"X": np.array([{}, {}]), "y": ANSWERS[:2]}, "arrays of objects"),
        ({"X": np.full((40, 28, 28), np.nan), "y": ANSWERS}, "grey values from 0 to 255"),
        ({"X": np.full((40, 28, 28), "a"), "y": ANSWERS}, "one label for each"),
        ({"X": PICTURES, "images": PICTURES, "y": ANSWERS}, "two arrays of one kind"),
        ({"X": PICTURES[:0], "y": ANSWERS[:0]}, "pictures, got 0"),
    ):
        with pytest.raises(DataError, match=message):
            load_own(saved(tmp_path, **arrays))
    path = saved(tmp_path, X=PICTURES, y=ANSWERS)
    for content in (b"", b"Dear reader", path.read_bytes()[:-90], path.read_bytes()[:500]):
        path.write_bytes(content)
        with pytest.raises(DataError, match=r"a\.npz: expected an archive of arrays"):
            load_own(path)
