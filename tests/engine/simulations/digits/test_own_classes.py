"""Classes of the user's own data: a network with an output for each, and their names everywhere."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.commands.data import ExportNetwork, ImportWeights
from engine.commands.documents import OpenDocument, SaveDocument
from engine.commands.edits import SetSetting, Undo
from engine.commands.pages.digits import (
    AnswerGame,
    OpenRecorded,
    SetStrokes,
    ShowExample,
    StartGame,
    TeachDrawing,
    TrainOn,
)
from engine.commands.transport import Open, Start
from engine.data.examples import Examples
from engine.exports.files import export_network, import_named
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.simulations.digits.simulation import Digits
from engine.snapshots import Message
from tests.support.pages.digits_session import (
    SEVEN,
    SIMULATION_ID,
    learner,
    seen,
    settle,
    small_data,
)
from tests.support.samples.exported_networks import drawn

ANIMALS = ("cat", "dog", "red panda")
LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
REMARK = Message("Labels 1 to 26 are read as the letters A to Z.")


def named_data(folder):
    """Return little data whose classes are named as the folder says."""
    names = {"animals": ANIMALS, "letters": LETTERS}.get(folder.rsplit("/")[-1], ())
    data = small_data(folder)
    if not names:
        return data

    def renamed(part):
        labels = (np.arange(len(part)) % len(names)).astype(np.uint8)
        return Examples(part.x, labels)

    return replace(
        data,
        training=renamed(data.training),
        validation=renamed(data.validation),
        test=renamed(data.test),
        classes=len(names),
        class_names=names,
        remarks=(REMARK,),
    )


@pytest.fixture
def folders(tmp_path):
    """Return folders that stand for data."""
    for name in ("animals", "letters"):
        (tmp_path / name).mkdir()
    return {name: str(tmp_path / name) for name in ("animals", "letters")}


@pytest.fixture
def session(monkeypatch):
    """Return a session with an open Digits run."""
    monkeypatch.setitem(
        SIMULATIONS, "digits", lambda seed, clock: Digits(seed, load=named_data, clock=clock)
    )
    session = Session()
    session.apply(Open(SIMULATION_ID, "digits"))
    session.apply(SetSetting(SIMULATION_ID, "epochs", 1))
    yield session
    session.close()


def learn(session, folder):
    """Train an epoch on data, and return the state."""
    session.apply(SetSetting(SIMULATION_ID, "data", folder))
    settle(session)
    session.apply(Start(SIMULATION_ID))
    settle(session)
    return seen(session).payload


@pytest.mark.parametrize(("name", "names"), [("animals", ANIMALS), ("letters", LETTERS)])
def test_a_network_has_an_output_for_each_class_and_its_name(session, folders, name, names):
    state = learn(session, folders[name])
    assert state.training.settings["layers"] == f"784-30-{len(names)}"
    assert state.network.output_names == state.training.network.output_names == names
    assert state.training.data.class_names == names
    assert state.training.data.remarks == (REMARK,)
    state = learn(session, "built-in")
    assert state.training.settings["layers"] == "784-30-10"
    assert state.network.output_names == tuple("0123456789")


def test_the_choice_of_data_is_taken_back_with_its_outputs(session, folders):
    session.apply(SetSetting(SIMULATION_ID, "data", folders["letters"]))
    settle(session)
    assert learner(session).settings.layers == "784-30-26"
    session.apply(Undo())
    settle(session)
    assert learner(session).settings.layers == "784-30-10"


def test_layers_with_other_outputs_are_refused(session, folders):
    session.apply(SetSetting(SIMULATION_ID, "data", folders["animals"]))
    settle(session)
    session.apply(SetSetting(SIMULATION_ID, "layers", "784-30-10"))
    assert "to 3 outputs" in str(session.snapshot().notice)
    session.apply(SetSetting(SIMULATION_ID, "layers", "784-20-3"))
    assert learner(session).settings.layers == "784-20-3"


def test_examples_drawings_and_the_game_are_called_by_name(session, folders):
    learn(session, folders["animals"])
    session.apply(ShowExample(SIMULATION_ID, "index", 2))
    session.apply(ShowExample(SIMULATION_ID, "hard"))
    settle(session)
    source = seen(session).payload.source
    assert source.name == ANIMALS[source.label]
    session.apply(StartGame(SIMULATION_ID))
    session.apply(AnswerGame(SIMULATION_ID, 3, 0.1))
    assert "classes 0 to 2" in str(session.snapshot().notice)
    game = seen(session).payload.game
    assert (game.names, game.network_answers.max() < 3) == (ANIMALS, True)
    session.apply(SetStrokes(SIMULATION_ID, SEVEN))
    session.apply(TeachDrawing(SIMULATION_ID, 2))
    settle(session)
    state = seen(session).payload
    assert state.training.taught == 1
    assert str(state.training.changes[0].message) == "taught a drawing of red panda"


def test_weights_take_their_names_along_and_fit_data_of_the_same_classes(
    session, folders, tmp_path
):
    learn(session, folders["animals"])
    path = str(tmp_path / "animals.npz")
    session.apply(ExportNetwork(SIMULATION_ID, path))
    digest = learner(session).network.digest()
    network, names = import_named(tmp_path / "animals.npz")
    assert (network.digest(), names) == (digest, ANIMALS)
    session.apply(ImportWeights(SIMULATION_ID, path))
    assert learner(session).network.digest() == digest
    learn(session, folders["letters"])
    session.apply(ImportWeights(SIMULATION_ID, path))
    assert "to 26 outputs, got 784-30-3" in str(session.snapshot().notice)


def test_weights_with_spare_outputs_keep_them_and_weights_of_other_classes_are_refused(
    session, folders, tmp_path
):
    session.apply(SetSetting(SIMULATION_ID, "data", folders["animals"]))
    settle(session)
    export_network(tmp_path / "spare.npz", drawn("784-30-10"), ANIMALS)
    session.apply(ImportWeights(SIMULATION_ID, str(tmp_path / "spare.npz")))
    settle(session)
    assert seen(session).payload.network.output_names == (*ANIMALS, *"–––––––")
    export_network(tmp_path / "other.npz", drawn("784-30-3"), ("a", "b", "c"))
    session.apply(ImportWeights(SIMULATION_ID, str(tmp_path / "other.npz")))
    assert "choose the data that it was trained on first" in str(session.snapshot().notice)


def test_a_recorded_run_of_digits_is_not_trained_on_with_other_classes(session, folders):
    learn(session, folders["animals"])
    session.apply(OpenRecorded(SIMULATION_ID, "1.A"))
    session.apply(TrainOn(SIMULATION_ID))
    assert "got one for 0, 1, 2" in str(session.snapshot().notice)


def test_a_document_of_a_run_with_spare_outputs_opens_with_its_names(session, folders, tmp_path):
    session.apply(SetSetting(SIMULATION_ID, "data", folders["animals"]))
    settle(session)
    export_network(tmp_path / "spare.npz", drawn("784-30-10"), ANIMALS)
    session.apply(ImportWeights(SIMULATION_ID, str(tmp_path / "spare.npz")))
    session.apply(Start(SIMULATION_ID))
    settle(session)
    digest = learner(session).network.digest()
    session.apply(SaveDocument(str(tmp_path / "animals.nabla")))
    settle(session)
    session.apply(OpenDocument(str(tmp_path / "animals.nabla")))
    settle(session)
    assert learner(session).network.digest() == digest
    assert seen(session).payload.network.output_names == (*ANIMALS, *"–––––––")
