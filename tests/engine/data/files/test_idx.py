"""IDX files: what is well formed is read, what is not gives one clear sentence."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.files.idx import idx_dimensions, read_idx, read_pair
from engine.errors import DataError
from tests.support.samples.mnist_files import idx_bytes

PICTURES = np.arange(5 * 3 * 2, dtype=np.uint8).reshape(5, 3, 2)
LABELS = np.array([3, 1, 4, 1, 5], np.uint8)
GOOD = idx_bytes(PICTURES)


def written(folder: Path, content: bytes, name: str = "file") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_good_file_is_read_plain_or_gzipped(tmp_path, pack):
    np.testing.assert_array_equal(read_idx(written(tmp_path, pack(GOOD)), 3), PICTURES)


MALFORMED = {
    "empty": (b"", "an empty file"),
    "three bytes": (GOOD[:3], "00 00 08"),
    "text": (b"<html>not found</html>", "3c 68 74 6d"),
    "floats": (bytes((0, 0, 0x0D, 3)) + GOOD[4:], "00 00 0d 03"),
    "labels": (idx_bytes(LABELS), "00 00 08 01"),
    "no sizes": (GOOD[:10], "end of the file"),
    "no pictures": (idx_bytes(PICTURES[:0]), "sizes 0 × 3 × 2"),
    "truncated": (GOOD[:-1], "only 29"),
    "oversized": (GOOD + b"\0", "more"),
    "declared too large": (b"\0\0\x08\x03" + b"\xff" * 12, "sizes 4294967295"),
    "bad gzip": (gzip.compress(GOOD)[:-5], "truncated or damaged"),
    "gzip of nothing": (gzip.compress(b""), "an empty file"),
    "garbled gzip": (b"\x1f\x8b" + b"garbage" * 9, "truncated or damaged"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_file_is_refused_and_the_error_says_what_was_found(tmp_path, name):
    content, found = MALFORMED[name]
    with pytest.raises(DataError) as caught:
        read_idx(written(tmp_path, content), 3)
    sentence = str(caught.value)
    assert found in sentence
    assert "expected" in sentence
    assert "get the file again" in sentence
    assert "\n" not in sentence


def test_a_flipped_bit_in_a_gzipped_file_is_noticed(tmp_path):
    content = bytearray(gzip.compress(GOOD))
    content[-8] ^= 1
    with pytest.raises(DataError, match="damaged"):
        read_idx(written(tmp_path, bytes(content)), 3)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(DataError, match="no file of that name"):
        read_idx(tmp_path / "none", 3)
    with pytest.raises(DataError, match="is a directory"):
        read_idx(tmp_path, 3)


def test_a_gzip_bomb_is_refused_in_little_memory(tmp_path):
    bomb = written(tmp_path, gzip.compress(GOOD + bytes(100 * 2**20)))
    tracemalloc.start()
    with pytest.raises(DataError, match="more"):
        read_idx(bomb, 3)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**20


def test_a_pair_is_read(tmp_path):
    x, y = read_pair(
        written(tmp_path, GOOD, "x"), written(tmp_path, gzip.compress(idx_bytes(LABELS)), "y")
    )
    np.testing.assert_array_equal(x, PICTURES)
    np.testing.assert_array_equal(y, LABELS)


@pytest.mark.parametrize(
    ("labels", "message"),
    [(LABELS[:4], "expected 5 labels.*got 4"), (LABELS + 5, "labels 0 to 9, got a label 10")],
)
def test_labels_that_do_not_belong_to_the_pictures_are_refused(tmp_path, labels, message):
    with pytest.raises(DataError, match=message):
        read_pair(written(tmp_path, GOOD, "x"), written(tmp_path, idx_bytes(labels), "y"))


def test_the_dimensions_are_sniffed_from_the_header(tmp_path):
    assert idx_dimensions(written(tmp_path, GOOD)) == 3
    assert idx_dimensions(written(tmp_path, gzip.compress(idx_bytes(LABELS)))) == 1
    assert idx_dimensions(written(tmp_path, b"text")) is None
    assert idx_dimensions(tmp_path / "none") is None


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory):
    """Return a path that may be overwritten by every example."""
    return tmp_path_factory.mktemp("fuzz") / "file"


@given(content=st.binary(max_size=200), prefix=st.sampled_from([b"", GOOD[:4], GOOD[:16]]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_an_array_or_a_data_error(fuzzed, content, prefix):
    fuzzed.write_bytes(prefix + content)
    try:
        array = read_idx(fuzzed, 3)
    except DataError:
        return
    assert array.dtype == np.uint8
    assert array.ndim == 3
