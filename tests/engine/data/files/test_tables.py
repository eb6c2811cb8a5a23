"""Tables: each kind by its suffix, and a file of several parts or several files of one."""

from __future__ import annotations

import gzip

import numpy as np
import pytest

from engine.data.files.own import load_own
from engine.data.files.tables import is_table
from engine.errors import DataError
from tests.support.samples.mnist_files import digit_arrays


def write_csv(path, pictures, labels, *, heading="", last=False, delimiter=","):
    """Write a label and the pixels of one picture a line."""
    columns = [labels[:, None], pictures.reshape(len(pictures), -1)]
    rows = np.concatenate(columns[::-1] if last else columns, axis=1)
    np.savetxt(path, rows, "%d", delimiter, header=heading, comments="")
    return path


def sizes(data):
    """Return the number of examples in each part."""
    return [len(part) for part in (data.training, data.validation, data.test)]


HEADING = ",".join(["label", *(f"pixel{number}" for number in range(784))])


@pytest.mark.parametrize("heading", ["", HEADING])
@pytest.mark.parametrize("last", [False, True])
def test_a_table_has_its_label_first_or_last_with_a_heading_or_without(tmp_path, heading, last):
    pictures, labels = digit_arrays(40)
    words = heading.split(",")
    heading = ",".join([*words[1:], words[0]]) if last else heading
    data = load_own(write_csv(tmp_path / "a.csv", pictures, labels, heading=heading, last=last))
    assert sizes(data) == [32, 4, 4]
    rows = np.concatenate([data.training.x, data.validation.x, data.test.x])
    expected = pictures.reshape(40, -1).astype(np.float32) / 255
    np.testing.assert_array_equal(np.sort(rows.sum(1)), np.sort(expected.sum(1)))
    found = np.concatenate([each.labels for each in (data.training, data.validation, data.test)])
    assert np.bincount(found).tolist() == np.bincount(labels).tolist()


def test_tables_named_train_and_test_are_these_parts(tmp_path):
    pictures, labels = digit_arrays(40)
    write_csv(tmp_path / "mnist_train.csv", pictures[:30], labels[:30])
    write_csv(tmp_path / "mnist_test.csv", pictures[30:], labels[30:], heading=HEADING)
    data = load_own(tmp_path)
    assert sizes(data) == [25, 5, 10]
    np.testing.assert_array_equal(data.test.labels, labels[30:])
    np.testing.assert_array_equal(data.test.x, pictures[30:].reshape(10, -1) / np.float32(255))


def test_a_gzipped_table_and_semicolons_are_read(tmp_path):
    pictures, labels = digit_arrays(20)
    path = write_csv(tmp_path / "a.csv", pictures, labels, delimiter=";")
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(path.read_bytes()))
    assert sizes(load_own(tmp_path / "b.csv.gz")) == [16, 2, 2]


def test_small_pictures_with_sixteen_greys_are_read_on_their_scale(tmp_path):
    pictures = np.random.default_rng(0).integers(0, 17, (20, 8, 8))
    pictures[:, 0], pictures[:, -1] = 0, 0
    data = load_own(write_csv(tmp_path / "a.csv", pictures, np.arange(20) % 10, heading=""))
    assert (data.rows, data.columns, data.training.x.max()) == (8, 8, 1)
    assert [str(each) for each in data.remarks] == ["Grey values are read on a scale from 0 to 16."]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "got no lines|got 1 columns"),
        ("Dear reader,\nit is spring\n", "got words or lines of unequal length"),
        ("1,2,3,4\n" * 12, "got 4 columns"),
        ("1,0,0,0,0\n2,0,0,0\n" * 12, "unequal length"),
        ("label,a,b,c,d\n" + "7.5,0,0,0,0\n" * 12, "whole numbers as labels"),
        ("label,a,b,c,d\n" + "7,0,0,0,999\n" * 12, "grey values from 0 to 255"),
        ("label,a,b,c,d\n" + "700,0,0,0,9\n" * 12, "labels 0 to 255"),
        ("1,9,0,0,2\n2,9,0,0,3\n" * 12, "no column that is clearly the label"),
    ],
)
def test_what_is_no_table_of_pictures_is_refused(tmp_path, content, message):
    path = tmp_path / "a.csv"
    path.write_text(content)
    with pytest.raises(DataError, match=message) as refusal:
        load_own(path)
    assert "a.csv" in str(refusal.value)


def test_other_files_and_tables_of_no_part_are_refused(tmp_path):
    pictures, labels = digit_arrays(20)
    for name in ("a.csv", "b.csv"):
        write_csv(tmp_path / name, pictures, labels)
    with pytest.raises(DataError, match="one for each of train and test by name, got 2 tables"):
        load_own(tmp_path)
    other = tmp_path / "notes.txt"
    other.write_text("written in spring")
    with pytest.raises(DataError, match=r"expected a folder or a table \(\.csv"):
        load_own(other)
    assert not is_table(other)
