"""Networks of Builder and Digits leave to files, and come back as new runs."""

from __future__ import annotations

import runpy

import numpy as np
import pytest

from engine.commands.data import ExportNetwork, ImportWeights
from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.pages.builder import ErasePoints, PaintPoints
from engine.commands.pages.digits import SelectReader
from engine.commands.transport import Open, Start
from engine.exports.files import export_network, import_network
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.simulations.learning.network_files import settings_for
from engine.training.settings import TrainingSettings
from tests.support.documents import small_digits
from tests.support.pages.builder_session import SIMULATION_ID, Bench
from tests.support.samples.exported_networks import drawn

FITTING = "2 dense5:tanh dense3:relu dense1:sigmoid"


@pytest.fixture
def bench():
    """Return a session with a builder that has trained for some epochs."""
    bench = Bench()
    bench.send(SetSetting(SIMULATION_ID, "epochs", 5), Start(SIMULATION_ID))
    while bench.session.advance(1.0):
        pass
    yield bench
    bench.session.close()


def learning(bench, name=SIMULATION_ID):
    return bench.session._simulations[name].learning


def fingerprint(bench):
    """Return everything that an import may change."""
    part = learning(bench)
    tree = [(branch.id, branch.run.last_step) for branch in part.branches]
    return part.settings, part.network.digest(), part.store.name, part.shown_step, tree


@pytest.mark.parametrize("suffix", ["safetensors", "npz"])
def test_the_builder_s_network_goes_out_and_comes_back_with_the_same_bits(bench, tmp_path, suffix):
    path, before = str(tmp_path / f"points.{suffix}"), learning(bench).network
    said = bench.send(ExportNetwork(SIMULATION_ID, path)).notice
    assert str(said) == f"Exported as points.{suffix}."
    bench.send(SetSetting(SIMULATION_ID, "layers", "2-2-1"), ImportWeights(SIMULATION_ID, path))
    after = learning(bench)
    assert after.network.specification == before.specification
    assert after.network.digest() == before.digest()
    assert (after.shown_step, len(after.branches.all)) == (0, 2)


def test_the_exported_program_computes_what_the_builder_shows(bench, tmp_path):
    path = tmp_path / "points.py"
    bench.send(ExportNetwork(SIMULATION_ID, str(path)))
    x = np.random.default_rng(3).normal(size=(50, 2))
    found = runpy.run_path(str(path))["feedforward"](x)
    np.testing.assert_allclose(found, learning(bench).network.feedforward(x), atol=1e-12)


def test_an_import_is_taken_back_and_done_again(bench, tmp_path):
    export_network(tmp_path / "other.npz", drawn(FITTING))
    before = fingerprint(bench)
    snapshot = bench.send(ImportWeights(SIMULATION_ID, str(tmp_path / "other.npz")))
    assert str(snapshot.undo) == "learn on from other.npz"
    imported = fingerprint(bench)
    assert imported[0].layers == "2-5:tanh-3:relu-1"
    bench.send(Undo())
    assert fingerprint(bench) == before
    bench.send(Redo())
    assert fingerprint(bench)[:4] == imported[:4]


def test_after_further_training_the_old_network_comes_back_and_the_new_run_stays(bench, tmp_path):
    export_network(tmp_path / "other.npz", drawn(FITTING))
    before = learning(bench).network.digest()
    bench.send(ImportWeights(SIMULATION_ID, str(tmp_path / "other.npz")), Start(SIMULATION_ID))
    while bench.session.advance(1.0):
        pass
    assert "stays" in str(bench.send(Undo()).notice)
    assert learning(bench).network.digest() == before
    assert learning(bench).settings.layers == "2-4:tanh-1"


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ("3-4-1", "expected a network from 2 inputs to 1 outputs, got 3-4-1"),
        ("2-4-3", "expected a network from 2 inputs to 1 outputs, got 2-4-3"),
        ("2-17-1", "up to 5 hidden layers of up to 16 neurons, got 2-17-1"),
        ("1x2 conv3@1 dense4 dense1", "expected dense layers"),
        ("2 dense4 dense1:softmax", "no softmax of one output alone"),
    ],
)
def test_a_network_that_has_no_place_is_refused_and_nothing_changes(bench, tmp_path, layers, words):
    export_network(tmp_path / "other.npz", drawn(layers))
    before = fingerprint(bench)
    snapshot = bench.send(ImportWeights(SIMULATION_ID, str(tmp_path / "other.npz")))
    assert words in str(snapshot.notice)
    assert fingerprint(bench) == before


def test_without_points_the_network_leaves_untrained_and_weights_wait(bench, tmp_path):
    bench.send(PaintPoints(SIMULATION_ID, ((0.0, 0.0),), 0))
    bench.send(ErasePoints(SIMULATION_ID, 0.0, 0.0, 100.0))
    bench.send(ExportNetwork(SIMULATION_ID, str(tmp_path / "bare.npz")))
    assert import_network(tmp_path / "bare.npz").specification.sizes == (2, 4, 1)
    export_network(tmp_path / "other.npz", drawn(FITTING))
    bench.send(ImportWeights(SIMULATION_ID, str(tmp_path / "other.npz")))
    assert bench.state.network.sizes == (2, 5, 3, 1)


@pytest.mark.parametrize(
    ("layers", "cost", "expected"),
    [
        ("2 dense3:softmax", "cross-entropy", "log-likelihood"),
        ("2 dense3:sigmoid", "log-likelihood", "cross-entropy"),
        ("2 dense3:sigmoid", "quadratic", "quadratic"),
        ("2 dense3:tanh", "cross-entropy", "quadratic"),
        ("2 dense3:linear", "log-likelihood", "quadratic"),
    ],
)
def test_the_cost_fits_the_outputs_of_imported_weights(layers, cost, expected):
    specification = parse_layers(layers, "quadratic")
    output = "softmax" if cost == "log-likelihood" else "sigmoid"
    before = TrainingSettings.from_values({"layers": f"2 dense3:{output}", "cost": cost})
    settings = settings_for(before, specification)
    assert settings.cost == expected
    assert settings.specification() == specification


def test_on_digits_undo_gives_the_pad_its_reader_back(monkeypatch, tmp_path):
    monkeypatch.setitem(SIMULATIONS, "digits", small_digits)
    session = Session()
    session.apply(Open("digits", "digits"))
    session.apply(SelectReader("digits", "plain"))
    while session.advance(1.0):
        pass
    network = Network.initialised(parse_layers("784-12-10"), "he", 4)
    export_network(tmp_path / "read.npz", network)
    session.apply(ImportWeights("digits", str(tmp_path / "read.npz")))
    while session.advance(1.0):
        pass
    digits = session._simulations["digits"]
    assert (digits.pad.reader_name, digits.learning.network.digest()) == ("mine", network.digest())
    session.apply(Undo())
    assert (digits.pad.reader_name, digits.learning.run) == ("plain", None)
    session.close()
