"""Networks in files: the same bits back, the same bytes again, and bad files refused."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import StorageError
from engine.exports import files
from engine.exports.files import EXPORTS, as_npz, as_safetensors, export_network, import_network
from engine.recognition.recognition import weights_path
from engine.runs.storage import load_network, save_network
from tests.support.samples.exported_networks import CONVOLUTIONS, RANDOM, SHIPPED, drawn


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


def refused(path, content):
    """Return the sentence in which a file is refused."""
    path.write_bytes(content)
    with pytest.raises(StorageError) as caught:
        import_network(path)
    assert str(caught.value).startswith(f"{path}: ") or f" {path}" in str(caught.value)
    return str(caught.value)


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
