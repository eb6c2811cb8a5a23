"""The book's file of arrays is read; whatever else a pickle holds is refused, not executed."""

from __future__ import annotations

import gzip
import pickle
import struct

import numpy as np
import pytest

from engine.data.files import pickled_arrays
from engine.data.files.own import load_own
from engine.data.files.pickled_arrays import read_pickled
from engine.errors import DataError
from tests.support.samples.mnist_files import digit_arrays

PICTURES, ANSWERS = digit_arrays(30)
FLAT = (PICTURES.reshape(30, -1) / 255).astype(np.float32)
BOOK = tuple((FLAT[part], ANSWERS[part].astype(np.int64)) for part in np.split(np.arange(30), 3))


def written(path, content):
    """Write bytes and return their path."""
    path.write_bytes(content)
    return path


def python_2(array, code):
    """Return the opcodes with which Python 2 wrote an array: its bytes as a text."""
    none = b"J\xff\xff\xff\xff"
    order = b"(K\x03U\x01<NNN" + none + none + b"K\x00tb"
    kind = b"cnumpy\ndtype\nU\x02" + code + b"K\x00K\x01\x87R" + order
    head = b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85U\x01b\x87R"
    shape = b"".join(b"J" + struct.pack("<i", side) for side in array.shape)
    content = array.tobytes()
    data = b"T" + struct.pack("<i", len(content)) + content
    return head + b"(K\x01(" + shape + b"t" + kind + b"\x89" + data + b"tb"


def test_the_book_s_file_as_python_2_wrote_it_is_read(tmp_path):
    pairs = b"".join(python_2(x, b"f4") + python_2(y, b"i8") + b"\x86" for x, y in BOOK)
    content = gzip.compress(b"\x80\x02" + pairs + b"\x87.")
    data = load_own(written(tmp_path / "mnist.pkl.gz", content))
    for part, (x, y) in zip((data.training, data.validation, data.test), BOOK, strict=True):
        np.testing.assert_array_equal(part.x, x)
        np.testing.assert_array_equal(part.labels, y)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("pack", [tuple, list])
def test_every_protocol_is_read_plain_or_gzipped(tmp_path, protocol, pack):
    content = pickle.dumps(pack(pack(pair) for pair in BOOK), protocol)
    for path in (
        written(tmp_path / "a.pkl", content),
        written(tmp_path / "a.pkl.gz", gzip.compress(content)),
    ):
        parts = read_pickled(path)
        assert list(parts) == ["training", "validation", "test"]
        for part, (x, y) in zip(parts.values(), BOOK, strict=True):
            np.testing.assert_array_equal(part.pictures.reshape(len(y), -1), x)
            np.testing.assert_array_equal(part.labels, y)


def test_a_single_pair_and_two_pairs_are_read(tmp_path):
    for content, parts in ((BOOK[0], ["training"]), (BOOK[:2], ["training", "test"])):
        path = written(tmp_path / "a.pkl", pickle.dumps(content))
        assert list(read_pickled(path)) == parts


def test_arrays_by_columns_and_of_the_other_byte_order_are_read(tmp_path):
    pair = (np.asfortranarray(FLAT), ANSWERS.astype(">i4"))
    for protocol in (2, 5):
        found = read_pickled(written(tmp_path / "a.pkl", pickle.dumps(pair, protocol)))
        np.testing.assert_array_equal(found["training"].pictures.reshape(30, -1), FLAT)
        np.testing.assert_array_equal(found["training"].labels, ANSWERS)


class Harmful:
    """An object whose pickle writes a file when it is executed."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (open, (str(self.path), "w"))


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_nothing_in_a_pickle_is_executed(tmp_path, protocol):
    victim = tmp_path / "victim"
    for content in (Harmful(victim), (BOOK[0], Harmful(victim)), [Harmful(victim), *BOOK]):
        path = written(tmp_path / "a.pkl", pickle.dumps(content, protocol))
        with pytest.raises(DataError, match="got something else, which is not executed"):
            read_pickled(path)
        assert not victim.exists()


LAUGHS = b"(" + b"\x85q\x00" + b"h\x00h\x00\x86q\x00" * 40 + b"."


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b".",
        b"Dear reader",
        b"\x80\x02",
        pickle.dumps({"x": 1}),
        pickle.dumps((1, 2, 3)),
        pickle.dumps([(FLAT, "labels")]),
        pickle.dumps((np.array([{}, None]), ANSWERS)),
        pickle.dumps(BOOK)[:-400],
        gzip.compress(pickle.dumps(BOOK))[:-40],
        b"(lp0\ng0\na.",
        b"\x80\x02]q\x00h\x00a.",
        LAUGHS,
        b"\x85" * 99,
        b"K\x01" * 20_000 + b".",
    ],
)
def test_damaged_files_and_those_of_something_else_are_refused(tmp_path, content):
    path = written(tmp_path / "a.pkl", content)
    with pytest.raises(DataError, match=r"a\.pkl: expected pairs of arrays, .* numpy\.savez"):
        read_pickled(path)


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(pickled_arrays, "MAX_BYTES", 1_000)
    path = written(tmp_path / "a.pkl.gz", gzip.compress(pickle.dumps(BOOK)))
    with pytest.raises(DataError, match="something else"):
        read_pickled(path)


def test_flipped_bytes_give_a_refusal_or_arrays(tmp_path):
    good = pickle.dumps((FLAT[:2, :4], ANSWERS[:2]), 2)
    generator = np.random.default_rng(1)
    for place in range(len(good)):
        content = bytearray(good)
        content[place] = generator.integers(256)
        path = written(tmp_path / "a.pkl", bytes(content))
        try:
            read_pickled(path)
        except DataError:
            continue
