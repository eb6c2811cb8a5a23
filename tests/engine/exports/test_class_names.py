"""Names of classes in exported files: there and back, the same bytes again, bad ones refused."""

from __future__ import annotations

import json

import pytest
from safetensors.numpy import load

from engine.errors import StorageError
from engine.exports.class_names import KEY, checked_classes, named_classes
from engine.exports.files import as_safetensors, export_network, import_named
from tests.support.samples.exported_networks import drawn

NAMES = ("cat", "ñandú", "red panda")
FORMS = pytest.mark.parametrize("suffix", [".safetensors", ".npz"])


@FORMS
@pytest.mark.parametrize("names", [NAMES, ("a",), ()])
def test_names_come_back_with_the_weights(tmp_path, suffix, names):
    network, path = drawn("784-4-3"), tmp_path / f"a{suffix}"
    export_network(path, network, names)
    back, found = import_named(path)
    assert (back.digest(), found) == (network.digest(), names)
    again = tmp_path / f"b{suffix}"
    export_network(again, network, names)
    assert again.read_bytes() == path.read_bytes()


def test_other_programs_read_the_tensors_beside_the_names():
    network = drawn("784-4-3")
    plain, named = as_safetensors(network), as_safetensors(network, NAMES)
    found, expected = load(named), load(plain)
    assert found.keys() == expected.keys()
    assert all((found[name] == expected[name]).all() for name in expected)


@pytest.mark.parametrize(
    "found",
    ["cat", None, [], ["a"] * 2, ["a", "b", "c", "d"], [1, 2], ["a\n"], [""], ["x" * 201], [["a"]]],
)
def test_what_is_no_list_of_names_is_refused(found):
    with pytest.raises(StorageError, match="expected different names for at most 3 classes"):
        checked_classes(found, 3)
    with pytest.raises(StorageError, match="at most 3 classes"):
        named_classes({KEY: json.dumps(found)}, 3)


def test_damaged_metadata_are_refused_and_none_are_none():
    assert named_classes({}, 3) == ()
    with pytest.raises(StorageError, match="at most 3 classes"):
        named_classes({KEY: "["}, 3)
