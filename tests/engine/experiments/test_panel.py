"""A committee of stored networks: its vote, its file, its errors."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from engine.data.digits.built_in import built_in_digits
from engine.data.examples import Examples
from engine.experiments.panel import Panel, main, vote
from engine.networks.network import Network
from engine.runs.storage import save_network
from engine.training.settings import TrainingSettings
from tests.support.sources import ROOT


def networks(count=3):
    """Return untrained networks with their seeds and epochs."""
    settings = TrainingSettings.from_values({"layers": "784-12-10"})
    specification = settings.specification()
    return [
        (Network.initialised(specification, settings.initialiser, seed), seed, 7 + seed)
        for seed in range(1, count + 1)
    ]


@pytest.fixture
def pictures():
    """Return pictures to vote on."""
    return built_in_digits(200, seed=5)


def test_the_mean_of_the_outputs_decides_and_its_errors_are_listed(pictures):
    members = networks()
    panel = vote(members, pictures)
    outputs = np.stack([network.feedforward(pictures.x) for network, _, _ in members])
    answers = outputs.astype(np.float64).mean(axis=0).argmax(axis=1)
    wrong = np.flatnonzero(answers != pictures.labels)
    assert [mistake.picture for mistake in panel.mistakes] == wrong.tolist()
    assert [mistake.answer for mistake in panel.mistakes] == answers[wrong].tolist()
    assert panel.mean == pytest.approx(1 - len(wrong) / len(pictures))
    alone = [(o.argmax(axis=1) == pictures.labels).mean() for o in outputs]
    assert [member.accuracy for member in panel.members] == pytest.approx(alone)
    assert [(member.seed, member.epochs) for member in panel.members] == [(1, 8), (2, 9), (3, 10)]


def test_one_network_votes_as_it_answers(pictures):
    panel = vote(networks(1), pictures)
    assert panel.mean == panel.plurality == panel.members[0].accuracy


def test_the_order_of_the_members_does_not_matter(pictures):
    members = networks()
    forwards, backwards = vote(members, pictures), vote(members[::-1], pictures)
    assert forwards.mistakes[0].answers == backwards.mistakes[0].answers[::-1]
    assert (forwards.mean, forwards.plurality) == (backwards.mean, backwards.plurality)


def test_the_command_writes_what_can_be_read_again(tmp_path, monkeypatch, pictures, caplog):
    paths = []
    for network, seed, epochs in networks(2):
        paths.append(tmp_path / f"{seed}.safetensors")
        save_network(paths[-1], network, {"seed": seed, "epochs": epochs})

    class Data:
        test = Examples(pictures.x, pictures.labels)

    monkeypatch.setattr("engine.experiments.panel.load_mnist", lambda folder: Data)
    save = tmp_path / "committee.json"
    command = [*map(str, paths), "--data-dir", str(tmp_path), "--save", str(save)]
    with caplog.at_level("INFO"):
        assert main(command) == 0
    assert msgspec.json.decode(save.read_bytes(), type=Panel) == vote(networks(2), pictures)
    assert "seed 2, 9 epochs" in caplog.text


def test_the_command_says_what_is_missing(tmp_path, caplog):
    command = [str(tmp_path / "none"), "--data-dir", str(tmp_path), "--save", str(tmp_path / "c")]
    assert main(command) == 2
    assert not (tmp_path / "c").exists()


def test_what_is_shipped_fits_together():
    shipped = ROOT / "assets/experiments/committee.json"
    panel = msgspec.json.decode(shipped.read_bytes(), type=Panel)
    assert len(panel.members) >= 2
    assert panel.mean == pytest.approx(1 - len(panel.mistakes) / 10_000)
    for mistake in panel.mistakes:
        assert mistake.answer != mistake.label
        assert len(mistake.answers) == len(panel.members)
