"""Data of one's own: an IDX pair, or pictures in one folder a class."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from engine.data.catalogue import load_data
from engine.data.files.own import load_own
from engine.errors import DataError
from tests.support.samples.mnist_files import idx_bytes


def picture(number):
    """Return black ink on white paper: a bar that moves with the number."""
    pixels = np.full((40, 30), 255, np.uint8)
    pixels[8:30, 5 + number % 15 : 10 + number % 15] = 0
    return Image.fromarray(pixels)


def class_folders(folder, names, count=10):
    """Write pictures of each class and return the folder."""
    for name in names:
        (folder / name).mkdir()
        for number in range(count):
            picture(number).save(folder / name / f"{number}.png")
    return folder


def pair(folder, count=20, side=28):
    """Write an IDX pair and return the folder."""
    generator = np.random.default_rng(count)
    x = generator.integers(0, 256, (count, side, side), np.uint8)
    (folder / "mine-images-idx3-ubyte").write_bytes(idx_bytes(x))
    (folder / "mine-labels-idx1-ubyte").write_bytes(
        idx_bytes(generator.integers(0, 10, count, np.uint8))
    )
    return folder


def sizes(data):
    """Return the number of examples in each part."""
    return [len(part) for part in (data.training, data.validation, data.test)]


def test_an_idx_pair_is_split_in_eight_to_one_to_one(tmp_path):
    data = load_own(pair(tmp_path))
    assert sizes(data) == [16, 2, 2]
    assert data.training.x.shape == (16, 784)


def test_a_pair_under_any_names_is_recognised_by_its_headers(tmp_path):
    pair(tmp_path)
    (tmp_path / "mine-images-idx3-ubyte").rename(tmp_path / "digits.bin")
    (tmp_path / "mine-labels-idx1-ubyte").rename(tmp_path / "answers.bin")
    (tmp_path / "notes.txt").write_text("written in spring")
    assert sizes(load_own(tmp_path)) == [16, 2, 2]


def test_pictures_of_another_size_keep_it(tmp_path):
    data = load_own(pair(tmp_path, side=8))
    assert (data.rows, data.columns) == (8, 8)
    assert data.test.x.shape == (2, 64)


def test_the_split_depends_on_the_seed_alone(tmp_path):
    pair(tmp_path)
    first, again, other = (load_own(tmp_path, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.training.x, again.training.x)
    assert not np.array_equal(first.training.x, other.training.x)


def test_no_example_is_lost_or_in_two_parts(tmp_path):
    data = load_own(pair(tmp_path, count=33))
    rows = np.concatenate([data.training.x, data.validation.x, data.test.x])
    assert len(np.unique(rows, axis=0)) == 33


def test_a_truncated_file_of_a_pair_is_refused(tmp_path):
    pair(tmp_path)
    file = tmp_path / "mine-images-idx3-ubyte"
    file.write_bytes(file.read_bytes()[:-7])
    with pytest.raises(DataError, match=r"mine-images-idx3-ubyte: expected .* bytes of data"):
        load_own(tmp_path)


def test_a_pair_with_a_bad_header_is_named_by_its_file(tmp_path):
    pair(tmp_path)
    (tmp_path / "mine-labels-idx1-ubyte").write_bytes(b"text")
    with pytest.raises(DataError, match="mine-labels-idx1-ubyte: expected an IDX file of labels"):
        load_own(tmp_path)


def test_half_a_pair_and_two_pairs_are_refused(tmp_path):
    pair(tmp_path)
    (tmp_path / "more-labels-idx1-ubyte").write_bytes(idx_bytes(np.ones(20, np.uint8)))
    with pytest.raises(DataError, match="got 1 and 2; leave only one pair"):
        load_own(tmp_path)


def test_folders_named_by_digits_are_these_digits(tmp_path):
    data = load_data(str(class_folders(tmp_path, ["3", "7"])))
    assert sizes(data) == [16, 2, 2]
    labels = np.concatenate([data.training.labels, data.validation.labels, data.test.labels])
    assert sorted(set(labels.tolist())) == [3, 7]


def test_folders_of_other_names_are_numbered_in_their_order(tmp_path):
    class_folders(tmp_path, ["zebra", "1", "apple"], count=5)
    data = load_own(tmp_path)
    labels = np.concatenate([data.training.labels, data.validation.labels, data.test.labels])
    assert np.bincount(labels).tolist() == [5, 5, 5]


def test_pictures_are_brought_into_the_form_of_mnist(tmp_path):
    x = load_own(class_folders(tmp_path, ["0", "1"])).training.x
    assert x.shape[1] == 784
    assert x.max() == 1
    assert np.median(x) == 0


def test_hidden_files_and_folders_are_passed_over(tmp_path):
    class_folders(tmp_path, ["0", "1"])
    (tmp_path / ".thumbnails").mkdir()
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "0" / "._1.png").write_text("no picture")
    assert sizes(load_own(tmp_path)) == [16, 2, 2]


def test_a_text_file_called_png_is_refused_with_its_name(tmp_path):
    class_folders(tmp_path, ["0", "1"])
    (tmp_path / "1" / "letter.png").write_text("Dear reader")
    with pytest.raises(DataError, match=r"letter\.png: expected a picture"):
        load_own(tmp_path)


def test_an_empty_picture_is_refused_with_its_name(tmp_path):
    class_folders(tmp_path, ["0", "1"])
    Image.new("L", (28, 28), 255).save(tmp_path / "0" / "blank.png")
    with pytest.raises(DataError, match=r"blank\.png: expected ink"):
        load_own(tmp_path)


@pytest.mark.parametrize(
    ("names", "count", "message"),
    [
        ([], 1, "got 0 sub-folders"),
        (["0"], 20, "got 1 sub-folders"),
        ([f"class {number}" for number in range(257)], 0, "got 257 sub-folders"),
        (["0", "1"], 4, "expected 10 to .* pictures, got 8"),
        (["0", "1"], 0, "expected pictures of this class"),
    ],
)
def test_folders_that_are_no_classes_are_refused(tmp_path, names, count, message):
    with pytest.raises(DataError, match=message):
        load_own(class_folders(tmp_path, names, count))


def test_a_file_in_place_of_a_folder_is_refused(tmp_path):
    with pytest.raises(DataError, match="expected a folder"):
        load_own(tmp_path / "none")
