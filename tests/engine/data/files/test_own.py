"""Data of one's own: an IDX pair, or pictures in one folder a class."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.data.catalogue import load_data
from engine.data.classes import DIGIT_WORDS, DIGITS
from engine.data.files.own import load_own, load_test
from engine.errors import DataError
from tests.support.samples.mnist_files import (
    class_folders,
    digit_arrays,
    idx_bytes,
    small_files,
    write_files,
    write_pair,
)


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


def test_classes_are_called_as_their_folders(tmp_path):
    for number, (names, expected) in enumerate(
        [
            (["3", "7"], DIGITS),
            (["seven", "three", "one"], DIGIT_WORDS),
            (["zebra", "1", "apple"], ("1", "apple", "zebra")),
            (["10", "2"], ("2", "10")),
        ]
    ):
        data = load_own(class_folders(tmp_path / str(number), names))
        assert (data.names, data.classes) == (expected, len(expected))


@pytest.mark.parametrize(
    ("folders", "expected"),
    [
        (["training", "testing"], [17, 3, 20]),
        (["Train", "Test"], [17, 3, 20]),
        (["train", "test", "val"], [20, 20, 20]),
        (["train", "test", "valid"], [20, 20, 20]),
        (["train", "test", "validation"], [20, 20, 20]),
        (["train", "val"], [18, 20, 2]),
    ],
)
def test_folders_train_and_test_are_these_parts(tmp_path, folders, expected):
    for folder in folders:
        class_folders(tmp_path / folder, ["a", "b"])
    data = load_own(tmp_path)
    assert sizes(data) == expected
    assert data.names == ("a", "b")


def test_a_class_may_be_called_train(tmp_path):
    data = load_own(class_folders(tmp_path, ["bus", "train"]))
    assert (data.names, sizes(data)) == (("bus", "train"), [16, 2, 2])


def test_the_folder_that_an_archive_brings_is_looked_into(tmp_path):
    for part in ("training", "testing"):
        class_folders(tmp_path / "mnist_png" / "data" / part, ["0", "1"])
    assert sizes(load_own(tmp_path)) == [17, 3, 20]


def test_a_class_of_the_test_part_alone_is_refused(tmp_path):
    class_folders(tmp_path / "train", ["a", "b"])
    class_folders(tmp_path / "test", ["a", "z"])
    with pytest.raises(DataError, match="expected the classes a, b, got z"):
        load_own(tmp_path)


def test_words_for_digits_in_one_part_are_the_figures_of_another(tmp_path):
    class_folders(tmp_path / "train", list(DIGIT_WORDS), 2)
    class_folders(tmp_path / "test", ["7", "0"], 1)
    data = load_own(tmp_path)
    assert (data.names, sorted(data.test.labels.tolist())) == (DIGIT_WORDS, [0, 7])


def test_files_about_the_data_and_of_the_system_are_passed_over(tmp_path):
    folder = class_folders(tmp_path / "archive" / "data", ["a", "b"])
    for place in (tmp_path / "archive", folder, folder / "a"):
        for name in (".DS_Store", "Thumbs.db", "desktop.ini", "README.txt", "LICENSE"):
            (place / name).write_text("about")
    data = load_own(tmp_path / "archive")
    assert (sizes(data), data.remarks) == ([16, 2, 2], ())


def test_what_has_no_class_is_left_out_with_a_remark(tmp_path):
    folder = class_folders(tmp_path / "data", ["a", "b"])
    (folder / "stray.png").write_bytes((folder / "a" / "0.png").read_bytes())
    (folder / "b" / "notes.txt").write_text("none")
    data = load_own(folder)
    assert sum(sizes(data)) == 20
    assert [str(remark) for remark in data.remarks] == [
        "Pictures outside of the folders of classes are left out: data/stray.png.",
        "What is no picture is left out: b/notes.txt.",
    ]


def test_two_folders_of_one_part_are_refused(tmp_path):
    for part in ("train", "training", "test"):
        class_folders(tmp_path / part, ["a", "b"])
    with pytest.raises(DataError, match="expected one folder for each part, got test, train, tr"):
        load_own(tmp_path)


@pytest.mark.parametrize("folders", [("", ""), ("train", "test")])
def test_pairs_of_idx_files_are_the_parts_that_they_are_named_by(tmp_path, folders):
    x, y = digit_arrays(70)
    write_pair(tmp_path / folders[0], "emnist-digits-train", x[:60], y[:60])
    write_pair(tmp_path / folders[1], "emnist-digits-test", x[60:], y[60:])
    data = load_own(tmp_path)
    assert sizes(data) == [50, 10, 10]
    np.testing.assert_array_equal(data.test.labels, y[60:])
    assert data.remarks == ()


def letters():
    """Return three pictures of each capital letter, and labels from 1 on."""
    pictures = []
    for number in range(26):
        image = Image.new("L", (28, 28))
        ImageDraw.Draw(image).text((6, 2), chr(65 + number), fill=255, font_size=22)
        pictures += [np.asarray(image)] * 3
    return np.stack(pictures), np.repeat(np.arange(1, 27), 3)


def test_26_letters_on_their_side_are_named_and_turned(tmp_path):
    x, y = letters()
    write_pair(tmp_path, "emnist-letters-train", x.transpose(0, 2, 1), y)
    write_pair(tmp_path, "emnist-letters-test", x[:6].transpose(0, 2, 1), y[:6])
    data = load_own(tmp_path)
    assert (data.classes, data.names[:3]) == (26, ("A", "B", "C"))
    assert data.test.labels.tolist() == [0, 0, 0, 1, 1, 1]
    np.testing.assert_array_equal(data.test.x, x[:6].reshape(6, -1) / np.float32(255))
    assert [str(each)[:19] for each in data.remarks] == [
        "Labels 1 to 26 are ",
        "The pictures were s",
    ]


def test_names_are_taken_from_a_file_of_characters(tmp_path):
    x, _ = letters()
    write_pair(tmp_path, "balanced", x, np.arange(78) % 12)
    codes = [*range(48, 58), 65, 97]
    lines = "".join(f"{label} {code}\n" for label, code in enumerate(codes))
    (tmp_path / "emnist-balanced-mapping.txt").write_text(lines)
    assert load_own(tmp_path).names == (*DIGITS, "A", "a")
    (tmp_path / "emnist-balanced-mapping.txt").write_text("Dear reader")
    assert load_own(tmp_path).names == tuple(map(str, range(12)))


def test_four_files_of_the_form_of_mnist_may_hold_more_classes(tmp_path):
    contents = small_files(count=40)
    for name in contents:
        if "labels" in name:
            contents[name] = idx_bytes((np.arange(40) % 26 + 1).astype(np.uint8))
    data = load_own(write_files(tmp_path, contents))
    assert (data.classes, len(data.test)) == (26, 40)


def test_every_file_that_cannot_be_read_is_named_at_once(tmp_path):
    class_folders(tmp_path, ["0", "1"])
    (tmp_path / "1" / "letter.png").write_text("Dear reader")
    Image.new("L", (28, 28), 255).save(tmp_path / "0" / "blank.png")
    (tmp_path / "1" / "zero.png").write_bytes(b"")
    with pytest.raises(DataError, match=r"got 3 .*blank\.png, .*letter\.png, .*zero\.png; "):
        load_own(tmp_path)


def test_reading_a_folder_reports_how_far_it_is(tmp_path):
    said = []
    load_own(class_folders(tmp_path, ["0", "1"]), 0, lambda done, total: said.append((done, total)))
    assert said == [(number, 20) for number in range(20)]


def test_what_is_measured_on_is_taken_whole(tmp_path):
    for part, names in (("train", ["a", "b"]), ("test", ["b"])):
        class_folders(tmp_path / part, names, count=12)
    layout, folder = load_test(tmp_path), load_test(tmp_path / "test")
    assert (sizes(layout), sizes(folder)) == ([0, 0, 12], [0, 0, 12])
    assert {layout.names[label] for label in layout.test.labels} == {"b"}
    assert folder.names == ("b",)
    assert len(load_test(pair(tmp_path / "train" / "a", count=33)).test) == 33
