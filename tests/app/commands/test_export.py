"""`export`: a network for other programs, and the command line that trained it."""

from __future__ import annotations

import argparse
import shlex

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.commands.train import command as train_command_module
from app.commands.train.request import read_request
from engine.errors import EngineError
from engine.exports.command_line import train_arguments
from engine.exports.files import import_network
from engine.runs.storage import load_network
from engine.training.settings import SETTINGS, TrainingSettings
from tests.support.command_line import strict_json


@pytest.fixture
def saved(train, tmp_path):
    """Return the file of a trained network."""
    file = tmp_path / "trained.run"
    train("--save", file)
    return file


@pytest.mark.parametrize("name", ["weights.npz", "weights.safetensors"])
def test_weights_go_out_and_come_back_to_the_bit(call, saved, tmp_path, name):
    status, out, err = call("export", saved, "--to", tmp_path / name, "--json")
    assert (status, err) == (0, "")
    network = load_network(saved)[0]
    assert strict_json(out)["digest"] == network.digest()
    assert import_network(tmp_path / name).digest() == network.digest()


def test_a_program_is_written_or_printed(call, saved, tmp_path):
    status, out, _ = call("export", saved, "--to", "-")
    assert status == 0
    assert call("export", saved, "--to", tmp_path / "network.py")[0] == 0
    assert (tmp_path / "network.py").read_text("utf-8") == out
    assert "import numpy as np" in out


def test_the_printed_command_trains_the_same_run_again(call, saved, train, tmp_path):
    status, out, _ = call("export", saved, "--command")
    assert status == 0
    words = shlex.split(out)
    assert words[:3] == ["python3", "main.py", "train"]
    again = tmp_path / "again.run"
    assert call(*words[2:], "--save", again)[0] == 0
    np.testing.assert_array_equal(
        load_network(again)[0].parameters, load_network(saved)[0].parameters
    )


def test_a_file_that_is_there_is_not_replaced_unless_that_is_asked_for(call, saved, tmp_path):
    path = tmp_path / "weights.npz"
    path.write_bytes(b"mine")
    status, out, err = call("export", saved, "--to", path)
    assert (status, out) == (2, "")
    assert "--force" in err
    assert path.read_bytes() == b"mine"
    assert call("export", saved, "--to", path, "--force")[0] == 0


@pytest.mark.parametrize("name", ["weights.pt", "weights"])
def test_a_form_that_is_not_known_is_refused_in_one_line(call, saved, tmp_path, name):
    status, out, err = call("export", saved, "--to", tmp_path / name)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert not (tmp_path / name).exists()


def _values(setting):
    """Return values that a parameter takes."""
    if setting.kind == "layers":
        return st.sampled_from(["784-30-10", "784 dense5:tanh dense10", "28x28 conv2@5 softmax10"])
    if setting.kind == "text":
        return st.sampled_from(["none", "elastic", "shift=1.5,rotate"])
    if setting.kind == "choice":
        return st.sampled_from(setting.choices)
    if setting.kind == "switch":
        return st.booleans()
    if setting.kind == "int":
        return st.integers(int(setting.low), min(int(setting.high), 2**40))
    return st.floats(setting.low, setting.high, exclude_min=setting.above)


@given(st.fixed_dictionaries({setting.name: _values(setting) for setting in SETTINGS}))
def test_any_settings_are_read_back_from_their_command_line(values):
    try:
        settings = TrainingSettings.from_values(values)
    except EngineError:
        # not every cost goes with every output
        return
    parser = argparse.ArgumentParser()
    train_command_module.COMMAND.configure(parser)
    read = read_request(parser.parse_args(train_arguments(settings)[1:]))
    assert read.settings == settings


def test_a_state_dict_is_exported_with_its_layers(call, tmp_path):
    from safetensors.numpy import save_file

    tensors = {"fc.weight": np.ones((4, 12), np.float32), "fc.bias": np.zeros(4, np.float32)}
    save_file(tensors, tmp_path / "a.safetensors")
    arguments = ("export", tmp_path / "a.safetensors", "--to", tmp_path / "b.npz")
    assert call(*arguments)[0] == 2
    assert call(*arguments, "--layers", "12 softmax4")[0] == 0
    assert np.load(tmp_path / "b.npz")["w1"].shape == (4, 12)
