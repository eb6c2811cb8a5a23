"""Archives of arrays: checked before they are unpacked, refused in one sentence."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest

from engine.errors import StorageError
from engine.exports import archive
from engine.exports.files import export_network, import_network
from engine.exports.named_tensors import named_tensors, tensor_shapes
from tests.support.samples.exported_networks import CONVOLUTIONS, drawn


def test_numpy_reads_the_archive_and_its_dates_are_fixed(tmp_path):
    network = drawn(CONVOLUTIONS[0])
    export_network(tmp_path / "a.npz", network)
    with np.load(tmp_path / "a.npz", allow_pickle=False) as found:
        assert str(found["layers"]) == network.specification.words
        assert list(found)[1:] == list(tensor_shapes(network.specification))
        np.testing.assert_array_equal(found["w1"], network.weights[0])
    with zipfile.ZipFile(tmp_path / "a.npz") as found:
        assert {member.date_time for member in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_archive_that_numpy_wrote_of_the_same_tensors_is_read(tmp_path):
    network = drawn(CONVOLUTIONS[0], kind=np.float32)
    words = np.array(network.specification.words)
    np.savez_compressed(tmp_path / "a.npz", layers=words, **named_tensors(network))
    assert import_network(tmp_path / "a.npz").digest() == network.digest()


def zipped(members, *, comment=b"", method=zipfile.ZIP_STORED):
    """Return an archive of (name, array or bytes)."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as found:
        for name, value in members:
            held = io.BytesIO()
            if not isinstance(value, bytes):
                np.lib.format.write_array(held, np.asarray(value))
            found.writestr(name, value if isinstance(value, bytes) else held.getvalue())
        found.comment = comment
    return content.getvalue()


def members(**changes):
    """Return the members of the archive of a network, some of them replaced."""
    arrays = {"layers": "7 dense5:tanh dense4:tanh", **named_tensors(drawn("7-5-4")), **changes}
    return [(f"{name}.npy", array) for name, array in arrays.items() if array is not None]


class Bomb:
    """Something that would be noticed if it were unpickled."""

    def __reduce__(self):
        return (pytest.fail, ("unpickled",))


SHAPE = "{'descr': '<f8', 'fortran_order': False, 'shape': (5,), }".ljust(117).encode() + b"\n"
HEADER = b"\x93NUMPY\x01\x00v\x00" + SHAPE

ARCHIVES = {
    "no layers": (members(layers=None), "no text named layers"),
    "number as layers": (members(layers=3.0), "no text named layers"),
    "several layers": (members(layers=["a", "b"]), "no text named layers"),
    "unknown layers": (members(layers="7 dense"), "expected layers such as"),
    "huge layers": (members(layers="7 dense99999999"), "expected layers such as"),
    "long layers": (members(layers="7" * 12_000), "a very long description"),
    "long number": (members(layers=f"7 dense{'9' * 6000}"), "expected layers such as"),
    "missing": (members(b2=None), "a tensor b2"),
    "extra": (members(b3=np.zeros(3)), "'b3'"),
    "another folder": ([("../w1.npy", np.zeros(3)), *members(w1=None)], "a tensor w1"),
    "no array": ([*members(), ("more.txt", b"x")], "a member that is no array"),
    "wrong shape": (members(b1=np.zeros(6)), "b1 of shape (5,), got (6,)"),
    "nan": (members(b1=np.full(5, np.nan)), "finite numbers in the tensor b1"),
    "integers": (members(b1=np.zeros(5, int)), "got int64"),
    "big-endian": (members(b1=np.zeros(5, ">f8")), "an array of another format"),
    "objects": (members(b1=np.array([Bomb()] * 5)), "got object"),
    "by columns": (members(w1=np.zeros((5, 7), order="F")), "an array of another format"),
    "no numpy": (members(w1=b"PK"), "an array of another format"),
    "cut header": (members(w1=HEADER[:40]), "an array of another format"),
    "cut off": (members(b1=HEADER + bytes(39)), "cut off"),
}


def refused(path, content):
    """Return the sentence in which a file is refused."""
    path.write_bytes(content)
    with pytest.raises(StorageError) as caught:
        import_network(path)
    assert str(caught.value).startswith(f"{path}: ") or f" {path}" in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", ARCHIVES)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_archives_that_are_not_ours_are_refused_in_one_sentence(name, tmp_path):
    listed, message = ARCHIVES[name]
    assert message in refused(tmp_path / "a.npz", zipped(listed))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_is_checked_before_it_is_unpacked(tmp_path, monkeypatch):
    path, good = tmp_path / "a.npz", zipped(members())
    path.write_bytes(good)
    assert import_network(path).specification.sizes == (7, 5, 4)
    assert "two members of one name" in refused(path, zipped([*members(), *members()[-1:]]))
    assert "no end of a zip file" in refused(path, zipped(members(), comment=b"hello"))
    assert "unusual member" in refused(path, zipped(members(), method=zipfile.ZIP_LZMA))
    many = [(f"{number}.npy", b"") for number in range(2000)]
    assert "a long table of contents" in refused(path, zipped(many))
    bomb = zipped(members(w1=bytes(archive.MAX_BYTES)), method=zipfile.ZIP_DEFLATED)
    assert len(bomb) < 2**20
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("unpacked"))
    assert "more than 256 MB unpacked" in refused(path, bomb)
