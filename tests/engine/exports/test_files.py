"""Networks in files: the same bits back, the same bytes again, and nothing else is read."""

from __future__ import annotations

import io
import struct
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import StorageError
from engine.exports import archive, files
from engine.exports.files import EXPORTS, as_npz, as_safetensors, export_network, import_network
from engine.exports.named import named_tensors, tensor_shapes
from engine.recognition.recognition import weights_path
from engine.runs.storage import load_network, save_network
from tests.engine.exports.test_program import CONVOLUTIONS, RANDOM, SHIPPED, drawn


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("suffix", [".npz", ".safetensors"])
@pytest.mark.parametrize("words", RANDOM)
def test_files_give_back_the_same_bits(words, suffix, kind, tmp_path):
    network = drawn(words, kind=kind)
    path = tmp_path / f"a{suffix}"
    export_network(path, network)
    back = import_network(path)
    assert back.specification == network.specification
    assert back.parameters.dtype == kind
    assert back.parameters.tobytes() == network.parameters.tobytes()


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_weights_survive_the_way_out_and_in(name, tmp_path):
    shipped = import_network(weights_path(name))
    assert shipped.digest() == load_network(weights_path(name))[0].digest()
    for suffix in (".npz", ".safetensors"):
        export_network(tmp_path / f"a{suffix}", shipped)
        assert import_network(tmp_path / f"a{suffix}").digest() == shipped.digest()


def test_a_network_that_the_project_saved_is_read_whatever_its_name(tmp_path):
    network = drawn("7-5-4")
    save_network(tmp_path / "a.run", network)
    export_network(tmp_path / "b.npz", network)
    (tmp_path / "b.npz").rename(tmp_path / "b.weights")
    for name in ("a.run", "b.weights"):
        assert import_network(tmp_path / name).digest() == network.digest()


@pytest.mark.parametrize("suffix", EXPORTS)
def test_the_same_network_gives_the_same_bytes(suffix):
    once, again = (EXPORTS[suffix](drawn(CONVOLUTIONS[-1])) for _ in range(2))
    assert once == again


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


def test_what_is_no_weights_is_refused_in_one_sentence(tmp_path, monkeypatch):
    path = tmp_path / "a"
    for place, message in ((path, "no such file"), (tmp_path, "no file")):
        with pytest.raises(StorageError, match=f"{place}: .*{message}"):
            import_network(place)
    head = b'{"__metadata__": {"layers": "7-5-4"}, "w1": {"dtype": "F8", "shape": [9]}}'
    deep = b'{"__metadata__": ' + b"[" * 100_000
    bad = (
        b"",
        b"PK",
        b"{}",
        struct.pack("<Q", 2**63) + b"{",
        bytes(40),
        *(struct.pack("<Q", len(each)) + each for each in (head, deep)),
    )
    for content in bad:
        assert "; " in refused(path, content)
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    assert "got more than" in refused(path, bytes(11))


FORMS = {"npz": as_npz(drawn("3-2")), "safetensors": as_safetensors(drawn("3-2"))}


@settings(max_examples=300, deadline=None)
@given(
    form=st.sampled_from(sorted(FORMS)),
    place=st.integers(0, 3000),
    content=st.binary(max_size=6),
    skipped=st.integers(0, 20),
)
def test_a_mutated_file_is_read_or_refused_in_one_sentence(
    form, place, content, skipped, tmp_path_factory
):
    whole = FORMS[form]
    place %= len(whole)
    path = tmp_path_factory.getbasetemp() / "mutated"
    path.write_bytes(whole[:place] + content + whole[place + skipped :])
    network, sentence = attempt(path)
    if network is None:
        assert sentence.startswith((f"{path}: expected", "expected"))
        assert "\n" not in sentence
    else:
        assert network.specification.sizes == (3, 2)
        assert np.isfinite(network.parameters).all()


def attempt(path):
    """Return the network in a file, or the sentence in which it is refused."""
    try:
        return import_network(path), ""
    except StorageError as error:
        return None, str(error)
