"""Chapter 6: the book's networks and figures, and the experiments that train several of them."""

from __future__ import annotations

import dataclasses

import msgspec
import numpy as np
import pytest

from engine.errors import EngineError
from engine.experiments import find_experiment
from engine.experiments.chapters import chapter_6
from engine.experiments.chapters.chapter_6 import EXPERIMENTS, PENALTIES, one_stage, two_stages
from engine.experiments.committee import Mistake
from engine.experiments.courses import SHIFTS
from engine.experiments.experiment import run_experiment
from engine.networks.specification import parse_layers
from tests.support.samples.small_experiments import SMALL, request

PARAMETERS_OF = {
    "6.A": 79_510,
    "6.B": 289_630,
    "6.C": 29_330,
    "6.D": 85_670,
    "6.J": 95_770,
    "6.L": 1_672_570,
}
"""Weights and biases, counted by hand from the shapes of the book's networks."""

FIGURES = {
    "6.A": 0.9780,
    "6.B": 0.9878,
    "6.C": None,
    "6.D": 0.9906,
    "6.E": None,
    "6.F": None,
    "6.G": 0.9923,
    "6.H": 0.9937,
    "6.I": 0.9946,
    "6.J": 0.9943,
    "6.K": 0.9948,
    "6.L": 0.9960,
    "6.M": 0.9967,
}
EXPANDED = {"6.H", "6.I", "6.J", "6.K", "6.L", "6.M"}


@pytest.fixture
def tiny(monkeypatch):
    """Make the chapter's networks small and dense, so that they train at once."""

    def layers(activation, *dense):
        sizes = " ".join(f"dense{max(3, width // 100)}:{activation}" for width in dense)
        return f"28x28 {sizes} softmax10".replace("  ", " ")

    monkeypatch.setattr(chapter_6, "two_stages", layers)
    return layers


def small(id_, layers):
    """Return an experiment with other layers."""
    experiment = find_experiment(id_)
    return dataclasses.replace(experiment, settings={**experiment.settings, "layers": layers})


def test_the_figures_are_those_of_the_book():
    assert {experiment.id: experiment.book.value for experiment in EXPERIMENTS} == FIGURES


def test_layers_are_written_as_a_person_would():
    assert one_stage("sigmoid") == "28x28 conv20@5:sigmoid pool2 softmax10"
    assert two_stages("relu", 100, 100) == (
        "28x28 conv20@5:relu pool2 conv40@5:relu pool2 dense100:relu dense100:relu softmax10"
    )


@pytest.mark.parametrize("id_", PARAMETERS_OF)
def test_the_networks_have_the_parameters_of_the_book(id_):
    layers = str(find_experiment(id_).settings["layers"])
    specification = parse_layers(layers, "log-likelihood")
    assert specification.parameter_count == PARAMETERS_OF[id_]


def test_the_settings_are_those_of_the_book():
    for experiment in EXPERIMENTS:
        settings = experiment.settings
        rectified = "relu" in str(settings["layers"])
        assert settings["cost"] == "log-likelihood"
        assert settings["batch"] == 10
        # the program does not enlarge what dropout leaves: its 0.03 acts on doubled weights
        dropped = 0.25 if settings.get("dropout") else 1.0
        assert settings["eta"] == (0.03 * dropped if rectified else 0.1)
        assert settings["epochs"] == (40 if "dropout" in settings else 60)
        assert (settings.get("expansion") == SHIFTS) == (experiment.id in EXPANDED)
        # ten times the program's, which divides by the mini-batches of ten
        with_penalty = rectified and "dropout" not in settings
        if experiment.id != "6.F":
            assert settings.get("lambda", 0.0) == (1.0 if with_penalty else 0.0)


def test_the_penalties_are_those_of_the_program_times_ten():
    assert PENALTIES[0] == pytest.approx(10 * 1e-5)
    assert PENALTIES[-1] == pytest.approx(10 * 100)


@pytest.mark.parametrize("id_", ["6.H", "6.J", "6.L"])
def test_expanded_runs_train_on_five_times_the_pictures(id_, tiny):
    told = []
    asked = request(epochs=1)
    asked = dataclasses.replace(asked, progress=lambda text, share: told.append(share))
    ours = run_experiment(small(id_, tiny("relu", 100)), asked).ours
    # a piece is one mini-batch here: five rounds of six
    assert len(told) == 5 * len(SMALL.training) // 10
    assert ours.which == "best on validation"
    assert ours.epochs == 1


def test_tanh_and_sigmoid_are_compared_early_and_at_the_end(tiny):
    ours = run_experiment(small("6.E", tiny("tanh", 100)), request(epochs=2)).ours
    compared = ours.details["by_activation"]
    assert set(compared) == {"tanh", "sigmoid"}
    assert set(compared["tanh"]) == {"by_epoch_20", "at_the_end"}
    assert compared["tanh"]["at_the_end"] == ours.value


def test_validation_chooses_the_penalty(tiny):
    ours = run_experiment(small("6.F", tiny("sigmoid", 100)), request(epochs=2)).ours
    assert list(ours.details["by_lambda"]) == [f"{penalty:g}" for penalty in PENALTIES]
    assert ours.value in ours.details["by_lambda"].values()
    assert "chosen on the validation set too" in ours.what


@pytest.mark.parametrize("id_", ["6.I", "6.K"])
def test_both_widths_are_trained_and_the_first_is_compared(id_, tiny):
    ours = run_experiment(small(id_, tiny("relu", 300)), request(epochs=1)).ours
    assert list(ours.details["by_width"]) == ["300", "1000"]
    assert ours.value == ours.details["by_width"]["300"]
    assert list(find_experiment(id_).book.series) == ["300", "1000"]


def test_five_networks_of_five_seeds_vote(tiny):
    said = []
    asked = dataclasses.replace(request(seed=3, epochs=1), say=said.append)
    ours = run_experiment(small("6.M", tiny("relu", 1000)), asked).ours
    assert [line for line in said if "seed" in line] == [
        f"network with seed {seed}" for seed in range(3, 8)
    ]
    singles = ours.details["single"]
    assert len(singles) == 5
    wrong = msgspec.convert(ours.details["mistakes"], tuple[Mistake, ...])
    labels = SMALL.test.labels
    assert ours.value == pytest.approx(1 - len(wrong) / len(labels))
    for mistake in wrong:
        assert mistake.label == labels[mistake.picture] != mistake.answer
        assert mistake.answer in mistake.answers
    for place, share in enumerate(singles):
        missed = sum(m.answers[place] != m.label for m in wrong)
        assert missed <= round((1 - share) * len(labels))


def test_networks_of_the_committee_are_those_of_dropout(tiny, tmp_path):
    alone = dataclasses.replace(request(epochs=1), checkpoints=tmp_path)
    run_experiment(small("6.L", tiny("relu", 1000)), alone)
    said = []
    asked = dataclasses.replace(alone, say=said.append)
    run_experiment(small("6.M", tiny("relu", 1000)), asked)
    assert said.count("Going on after epoch 1") == 1
    assert len(list(tmp_path.iterdir())) == 5


def test_a_run_that_diverges_gives_zero_and_no_error(tiny):
    experiment = small("6.K", tiny("relu", 300))
    wild = dataclasses.replace(experiment, settings={**experiment.settings, "eta": 1000.0})
    ours = run_experiment(wild, request(epochs=1)).ours
    assert np.isfinite(ours.value)


def test_missing_data_are_reported_before_anything_is_trained():
    def load(name):
        raise EngineError("expected data, got none; get them")

    with pytest.raises(EngineError, match="got none"):
        run_experiment(find_experiment("6.M"), request(load=load))
