"""The bench of activations: its curves, epochs that are played and gone back, documents."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec import Raw, json

from engine.commands.edits import Undo
from engine.commands.transport import Reset, Seek, Start, Step
from engine.errors import EngineError
from engine.functions.activations import HIDDEN
from engine.improvement.activation_race import EPOCHS
from engine.improvement.bench_functions import NAMES
from engine.simulations.slowdown.activations.station import SETTINGS, curves_of
from tests.support.open_page import OpenPage

PAGE = "slowdown"


@pytest.fixture
def page():
    """Return the page at the station."""
    page = OpenPage(PAGE)
    page.set(station="activations")
    yield page
    page.close()


def test_every_activation_of_single_neurons_and_the_formula_are_there(page):
    view = page.state.view
    assert view.name == "relu"
    assert view.curves.values.shape[0] == len(HIDDEN) + 1 == view.cost.shape[1]
    assert view.curves.values[-1] == pytest.approx(np.sin(view.curves.z))


def test_the_sigmoid_is_a_tanh():
    assert curves_of("z").tanh_apart < 1e-15


def test_slopes_are_checked_by_differences():
    curves = curves_of("z/(1 + |z|)")
    apart = np.abs(curves.slopes - curves.measured).max(axis=1)
    assert apart == pytest.approx(curves.apart)
    kinks = [NAMES.index(name) for name in ("relu", "leaky-relu")]
    assert (np.delete(apart, kinks) < 2e-4).all()
    assert apart[kinks] == pytest.approx([0.5, 0.495])


def test_epochs_are_played_and_gone_back(page):
    page.send(Start(PAGE))
    page.now += 0.5
    while page.session.advance(0.01) and page.state.step < 10:
        pass
    assert page.state.view.epoch == 10
    played = page.state.view.cost
    assert page.send(Seek(PAGE, 4)).view.cost.tolist() == played[:5].tolist()
    assert page.state.last_step == 10
    assert page.send(Step(PAGE, 2)).view.cost.tolist() == played[:7].tolist()


def test_another_rate_begins_anew_and_an_undo_returns(page):
    cost = page.send(Step(PAGE, 3)).view.cost
    assert page.set(bench_eta=2.0).step == 0
    view = page.send(Undo()).view
    assert view.cost.tolist() == cost.tolist()


def test_a_look_keeps_the_epoch(page):
    page.send(Step(PAGE, 3))
    state = page.set(bench_function="elu", bench_z=-1.0, bench_picture="scale")
    assert (state.step, state.view.name) == (3, "elu")
    assert state.view.value == pytest.approx(np.expm1(-1.0))
    assert state.view.slope == pytest.approx(state.view.difference)


@pytest.mark.parametrize("text", ["1/z", "z +", "x", " "])
def test_a_formula_that_cannot_be_used_is_refused(page, text):
    state = page.set(bench_formula=text)
    assert state.settings["bench_formula"] == "sin(z)"
    assert page.notice


def test_scaled_weights_multiply_relu_by_c_for_every_layer(page):
    scaling = page.set(bench_picture="scale", bench_c=3.0).view.scaling
    assert scaling.layers == 3
    assert scaling.at_c[NAMES.index("relu")] == pytest.approx(27.0)
    assert page.set(bench_picture="curve").view.scaling is None


def test_another_start_draws_another_seed(page):
    first = page.send(Step(PAGE, 1)).view.cost[0].tolist()
    state = page.send(Reset(PAGE, new_seed=True))
    assert (state.settings["bench_seed"], state.step) == (2, 0)
    assert state.view.cost[0].tolist() != first
    assert page.send(Undo()).settings["bench_seed"] == 1


def test_a_document_shows_its_epoch_when_it_is_trained_again(page):
    page.send(Step(PAGE, 5))
    cost, text = page.state.view.cost, Raw(json.encode(page.simulation.save().content))
    other = OpenPage(PAGE)
    other.simulation.restore(text, {}, {})
    assert other.simulation.busy
    assert other.simulation.step == 5
    other.simulation.advance(0.01)
    other.simulation.refresh(frozenset())
    assert not other.simulation.busy
    assert other.simulation.view(frozenset()).view.cost.tolist() == cost.tolist()
    other.close()


def test_a_document_with_a_bad_formula_is_damaged(page):
    content = json.decode(json.encode(page.simulation.save().content))
    content["settings"]["bench_formula"] = "1/z"
    with pytest.raises(EngineError, match="damaged"):
        page.simulation.restore(Raw(json.encode(content)), {}, {})


def test_the_race_ends(page):
    assert page.simulation._station.last_step(page.state.settings) == EPOCHS
    assert {each.name for each in SETTINGS if each.restarts} == {
        "bench_formula", "bench_shape", "bench_hidden", "bench_eta", "bench_seed",
    }  # fmt: skip
