"""The book's hunt: fails and succeeds where the book does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.commands.command_line import main
from engine.errors import SettingError
from engine.search.hunt import HUNT, WATCHED
from engine.search.trial import DIVERGED, TrialResult
from engine.training.epoch_summary import EpochSummary


def step(id_):
    """Return the step with an experiment's name."""
    return next(each for each in HUNT if each.id == id_)


def test_the_steps_have_the_settings_of_the_inventory():
    found = {
        each.id: (each.settings.layers, each.settings.eta, each.settings.lambda_) for each in HUNT
    }
    assert found["3.N"] == ("784-30-10", 10.0, 1000.0)
    assert found["3.O"] == ("784-10", 10.0, 1000.0)
    assert found["3.P"] == ("784-10", 10.0, 20.0)
    assert found["3.Q"] == ("784-10", 100.0, 20.0)
    assert found["3.R"] == ("784-10", 1.0, 20.0)


def test_lambda_over_the_pictures_is_the_same_before_and_after_the_strip_down():
    noise, mended = step("3.N").settings, step("3.P").settings
    assert noise.lambda_ / 50_000 == mended.lambda_ / mended.train_size


def test_a_step_can_be_varied_and_a_bad_value_is_refused():
    varied = step("3.R").varied(eta=0.5, lambda_=0.0)
    assert (varied.settings.eta, varied.settings.lambda_) == (0.5, 0.0)
    assert varied.data == step("3.R").data
    with pytest.raises(SettingError):
        step("3.R").varied(eta=-1.0)


def ran(hunt, mnist_dir, epochs=4):
    """Return right answers by epoch and the result."""
    varied = hunt.varied(epochs=epochs)
    varied = replace(varied, data=replace(varied.data, folder=str(mnist_dir)))
    *epochs, result = varied.run()
    assert all(isinstance(each, EpochSummary) for each in epochs)
    assert isinstance(result, TrialResult)
    return [varied.right_answers(each, WATCHED) for each in epochs], result


@pytest.mark.mnist
def test_from_noise_to_a_network_that_learns_as_in_the_book(mnist_dir):
    """Nielsen (2015), ch. 3: 3.O and 3.Q stay at 10 of 100, 3.P stirs, 3.R learns."""
    _, noise = ran(step("3.O"), mnist_dir)
    assert noise.state == DIVERGED, "|1 − ηλ/n| is 9: the weights explode, the book's too"
    assert ran(step("3.Q"), mnist_dir)[0] == [10, 10, 10, 10]
    stirring, learning = (max(ran(step(id_), mnist_dir)[0]) for id_ in ("3.P", "3.R"))
    assert 12 <= stirring <= 40
    assert 50 <= learning <= 80


@pytest.mark.mnist
def test_zeros_and_ones_are_learned_once_the_settings_are_better(mnist_dir):
    binary = next(each for each in HUNT if each.data.classes)
    right, _ = ran(binary.varied(eta=1.0, lambda_=20.0), mnist_dir)
    assert max(right) >= 90


@pytest.mark.mnist
def test_train_gives_the_digest_of_a_step(mnist_dir, capsys):
    hunt = step("3.R").varied(epochs=2)
    hunt = replace(hunt, data=replace(hunt.data, folder=str(mnist_dir)))
    *_, result = hunt.run()
    words = result.command(hunt.plan()).split("main.py ")[1].split()
    assert main(words) == 0
    assert f"digest {result.digest}" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.mnist
def test_bad_settings_on_all_pictures_are_noise(mnist_dir):
    """Nielsen (2015), ch. 3, 3.N: 1030, 990, 1009 of 10,000."""
    hunt = step("3.N").varied(epochs=3)
    hunt = replace(hunt, data=replace(hunt.data, folder=str(mnist_dir)))
    *epochs, _ = hunt.run()
    assert all(900 <= hunt.right_answers(each, 10_000) <= 1200 for each in epochs)
