"""Files of weights and runs: written whole or not at all, read again to the same bits."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import StorageError
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.runs import storage
from engine.runs.storage import (
    describe,
    described,
    load_arrays,
    load_network,
    load_run,
    save_arrays,
    save_network,
    save_run,
)
from engine.training.trainer import Trainer
from tests.support.toy import toy_examples, toy_settings


def trained(**values):
    """Return a trainer in the middle of its second epoch, with changed settings."""
    trainer = Trainer(toy_settings(momentum=0.5, **values), toy_examples(50))
    while trainer.state.step < 11:
        trainer.train(1)
    trainer.change(trainer.settings.changed("eta", 0.1))
    return trainer


def test_arrays_and_their_description_are_the_same_again(tmp_path):
    path, generator = tmp_path / "a.safetensors", np.random.default_rng(1)
    arrays = {"a": generator.normal(size=(3, 4)).T, "b": np.arange(5, dtype=np.uint8)}
    save_arrays(path, arrays, {"seed": 3, "name": "μ"})
    found, description = load_arrays(path)
    assert description == {"seed": 3, "name": "μ"}
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        np.testing.assert_array_equal(found[name], array)


@pytest.mark.parametrize("words", ["12-8-10", "9x9 conv3@3:tanh pool2 dense4:relu softmax3"])
def test_a_network_is_the_same_again(tmp_path, words):
    specification = parse_layers(words, "quadratic")
    network = Network.initialised(specification, "normal", 1)
    save_network(tmp_path / "a", network, {"seed": 7}, {"more": np.ones(2)})
    found, arrays, description = load_network(tmp_path / "a")
    assert found.digest() == network.digest()
    assert found.specification == specification == described(describe(specification))
    assert description["seed"] == 7
    assert list(arrays) == ["more"]


def test_a_run_goes_on_to_the_same_bits(tmp_path):
    trainer = trained()
    save_run(tmp_path / "a", trainer, {"name": "toy"}, [{"epoch": 1}])
    state, segments, data, history = load_run(tmp_path / "a")
    assert (data, history) == ({"name": "toy"}, [{"epoch": 1}])
    assert segments == list(trainer.segments)
    assert len(segments) == 2
    assert state.step == trainer.state.step == 11
    for name in ("parameters", "slots", "memory"):
        np.testing.assert_array_equal(getattr(state, name), getattr(trainer.state, name))


def test_weights_alone_are_no_run(tmp_path):
    save_network(tmp_path / "a", trained().network)
    with pytest.raises(StorageError, match="without the run that made them"):
        load_run(tmp_path / "a")


def test_a_run_of_other_layers_is_refused(tmp_path):
    trainer = trained()
    save_run(tmp_path / "a", trainer, {}, [])
    arrays, description = load_arrays(tmp_path / "a")
    description["run"]["segments"][-1]["settings"]["layers"] = "12-9-10"
    save_arrays(tmp_path / "a", arrays, description)
    with pytest.raises(StorageError, match="settings that do not fit the weights"):
        load_run(tmp_path / "a")


@pytest.mark.parametrize(
    ("arrays", "description", "message"),
    [
        ({"parameters": np.ones(4)}, {"sizes": [3, 1], "activations": ["relu"]}, None),
        ({"parameters": np.ones(5)}, {"sizes": [3, 1], "activations": ["relu"]}, "do not fit"),
        ({"parameters": np.ones(4)}, {"sizes": [3, 1], "activations": ["mish"]}, "do not fit"),
        ({"parameters": np.ones(4)}, {"sizes": [3, 1]}, "do not fit"),
        ({"weights": np.ones(4)}, {"sizes": [3, 1], "activations": ["relu"]}, "do not fit"),
        ({"parameters": np.array([1, np.nan])}, {}, "numbers in parameters that are not finite"),
    ],
)
def test_weights_that_do_not_fit_their_layers_are_refused(tmp_path, arrays, description, message):
    save_arrays(tmp_path / "a", arrays, description)
    if message is None:
        assert load_network(tmp_path / "a")[0].parameters.tolist() == [1] * 4
    else:
        with pytest.raises(StorageError, match=message):
            load_network(tmp_path / "a")


@pytest.mark.parametrize("content", [b"", b"{}", bytes(8) + b"{}", b"\xff" * 40])
def test_other_files_are_refused_in_one_sentence(tmp_path, content):
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(StorageError, match="a damaged file or one of another kind"):
        load_arrays(tmp_path / "a")
    with pytest.raises(StorageError, match="choose another file"):
        load_arrays(tmp_path / "none")


def test_a_file_of_another_format_or_too_large_is_refused(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(storage, "FORMAT", "99")
        save_arrays(tmp_path / "a", {"a": np.ones(2)}, {})
    with pytest.raises(StorageError, match="a file of format 99"):
        load_arrays(tmp_path / "a")
    monkeypatch.setattr(storage, "MAX_BYTES", 10)
    with pytest.raises(StorageError, match="got more than"):
        load_arrays(tmp_path / "a")
