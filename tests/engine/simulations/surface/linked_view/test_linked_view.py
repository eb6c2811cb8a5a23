"""A network that learns as a ball on its cost surface: the same run, looked at otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import SetSetting, Undo
from engine.commands.linked_view import MoveOnSlice, SetLinkedView
from engine.commands.observation import Observe
from engine.commands.transport import Open, Seek, Start, Step
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.surfaces.loss_slice import SIDE
from tests.support.documents import small_digits

SIMULATION_ID = "builder"


@pytest.fixture
def session():
    """Return a session whose network is watched from the surface and has learned 200 steps."""
    session = Session()
    session.apply(Open(SIMULATION_ID, "builder"))
    session.apply(Observe(SIMULATION_ID, frozenset({"surface"})))
    session.apply(Step(SIMULATION_ID, 200))
    yield session
    session.close()


def seen(session):
    """Let the session do all it has to do, and return what the page sees."""
    session.snapshot()
    while session.advance(0.05):
        session.snapshot()
    return session.snapshot().simulation(SIMULATION_ID).payload


def digest(session):
    """Return the weights, to the bit."""
    return session._simulations[SIMULATION_ID].learning.network.digest()


def test_the_height_at_the_ball_is_the_cost_that_is_shown(session):
    for lambda_ in (0.0, 0.7):
        session.apply(SetSetting(SIMULATION_ID, "lambda", lambda_))
        session.apply(Step(SIMULATION_ID, 1, "epoch"))
        state = seen(session)
        shown = state.training.history.training_cost[-1]
        assert state.surface.linked_view.cost == pytest.approx(shown, abs=1e-9)
        assert state.surface.balls[0].cost == state.surface.linked_view.cost
        assert (state.surface.balls[0].x, state.surface.balls[0].y) == (0.0, 0.0)


@pytest.mark.parametrize("loss_slice", ["random", "weights", "path"])
def test_dragging_there_and_back_restores_the_weights_to_the_bit(session, loss_slice):
    session.apply(SetLinkedView(SIMULATION_ID, "plane", loss_slice))
    before = seen(session).surface
    assert before.linked_view.kind == loss_slice
    bits, reach = digest(session), before.reach[1]
    for x in (0.1, 0.5, -0.3):
        session.apply(MoveOnSlice(SIMULATION_ID, x * reach, 0.2 * reach, finished=False))
        moved = seen(session).surface
        assert moved.balls[0].x == pytest.approx(x * reach, abs=1e-9)
        # in the plane the ball lies on the surface; between its places that is drawn straight
        assert moved.linked_view.cost == pytest.approx(moved.linked_view.shadow, abs=0.05)
        assert digest(session) != bits
    session.apply(MoveOnSlice(SIMULATION_ID, 0.0, 0.0))
    seen(session)
    assert digest(session) == bits
    assert session.snapshot().undo is None


def test_a_drag_is_one_edit_and_is_taken_back_to_the_bit(session):
    seen(session)
    bits = digest(session)
    for x in (0.1, 0.2, 0.3):
        session.apply(MoveOnSlice(SIMULATION_ID, x, 0.1, finished=x == 0.3))
    seen(session)
    assert digest(session) != bits
    session.apply(Undo())
    seen(session)
    assert digest(session) == bits
    assert session.snapshot().undo is None


def test_in_the_past_of_a_run_a_drag_begins_a_branch_and_is_one_edit(session):
    seen(session)
    learning = session._simulations[SIMULATION_ID].learning
    future = learning.run.last_step
    session.apply(Seek(SIMULATION_ID, 10))
    seen(session)
    bits = digest(session)
    for x in (0.1, 0.2, 0.3):
        session.apply(MoveOnSlice(SIMULATION_ID, x, 0.1, finished=x == 0.3))
        seen(session)
    assert digest(session) != bits
    assert len(list(learning.branches)) == 2
    session.apply(Undo())
    seen(session)
    assert (digest(session), len(list(learning.branches))) == (bits, 1)
    assert learning.run.last_step == future
    assert session.snapshot().undo is None


def test_after_training_the_drag_is_taken_back_and_what_was_learned_since_is_said(session):
    seen(session)
    session.apply(MoveOnSlice(SIMULATION_ID, 0.3, 0.1))
    session.apply(Step(SIMULATION_ID, 5))
    seen(session)
    session.apply(Undo())
    assert "since stays" in str(session.snapshot().notice)


def test_a_plane_that_travels_keeps_the_ball_in_its_middle(session):
    first = seen(session).surface
    session.apply(Step(SIMULATION_ID, 100))
    second = seen(session).surface
    assert second.linked_view.cost < first.linked_view.cost
    assert (second.balls[0].x, second.balls[0].y) == (0.0, 0.0)
    assert not second.linked_view.fixed


def test_in_a_plane_that_is_fixed_the_ball_leaves_its_shadow(session):
    session.apply(SetLinkedView(SIMULATION_ID, "fixed", True))
    first = seen(session).surface
    session.apply(Step(SIMULATION_ID, 300))
    second = seen(session).surface
    assert second.map is first.map  # the surface stays
    assert second.linked_view.cost != pytest.approx(second.linked_view.shadow, abs=1e-6)
    x, y = second.balls[0].x, second.balls[0].y
    assert np.hypot(x, y) > 0
    assert second.linked_view.cost < first.linked_view.cost


def test_the_share_of_the_path_s_variance_is_known(session):
    session.apply(SetLinkedView(SIMULATION_ID, "plane", "path"))
    linked_view = seen(session).surface.linked_view
    assert linked_view.kind == "path"
    assert 0.5 < linked_view.share <= 1.0


def test_an_untrained_network_has_no_path_yet_and_shows_random_directions():
    session = Session()
    session.apply(Open(SIMULATION_ID, "builder"))
    session.apply(Observe(SIMULATION_ID, frozenset({"surface"})))
    session.apply(SetLinkedView(SIMULATION_ID, "plane", "path"))
    assert seen(session).surface.linked_view.kind == "random"
    session.close()


def test_the_surface_is_computed_while_the_network_learns(session):
    session.apply(SetSetting(SIMULATION_ID, "epochs", 100_000))
    versions = set()
    for _ in range(400):
        # it rests once when it has reached its goal
        session.apply(Start(SIMULATION_ID))
        session.advance(0.004)
        state = session.snapshot().simulation(SIMULATION_ID).payload
        if state.surface is not None:
            versions.add(state.surface.linked_view.version)
    assert len(versions) > 5
    assert state.training.step > 200


def test_nothing_is_computed_for_nobody(session):
    seen(session)
    session.apply(Observe(SIMULATION_ID))
    session.snapshot()
    session.apply(Step(SIMULATION_ID, 3))
    state = seen(session)
    assert state.surface is None
    assert not session._simulations[SIMULATION_ID].linked_view.busy


def test_chosen_weights_lie_along_the_axes(session):
    names = seen(session).surface.linked_view.names
    session.apply(SetLinkedView(SIMULATION_ID, "plane", "weights"))
    session.apply(SetLinkedView(SIMULATION_ID, "first", 3))
    session.apply(SetLinkedView(SIMULATION_ID, "second", 16))
    assert seen(session).surface.names == (names[3], names[16])
    session.apply(SetLinkedView(SIMULATION_ID, "second", 17))
    assert "choose one of the list" in str(session.snapshot().notice)


@pytest.mark.parametrize(("x", "y"), [(float("nan"), 0.0), (0.0, float("inf"))])
def test_a_place_that_is_no_place_is_refused(session, x, y):
    seen(session)
    bits = digest(session)
    session.apply(MoveOnSlice(SIMULATION_ID, x, y))
    assert session.snapshot().notice is not None
    assert digest(session) == bits


def test_the_slope_is_that_of_the_cost(session):
    state = seen(session).surface
    linked_view = session._simulations[SIMULATION_ID].linked_view
    run = session._simulations[SIMULATION_ID].learning.run
    loss_slice = linked_view._done.loss_slice
    x, y = linked_view.probe(run)
    from engine.functions.costs import COST

    gradient = run.network.backprop(x, y, COST[run.trainer.settings.cost])
    expected = (gradient @ loss_slice.across, gradient @ loss_slice.along)
    # over the places beside it the surface is not quite straight
    assert state.balls[0].gradient == pytest.approx(expected, rel=0.05, abs=0.01)
    assert len(state.balls[0].path) > 2
    assert SIDE % 2 == 1


def test_the_surface_of_a_large_network_is_computed_beside_its_training(monkeypatch):
    monkeypatch.setitem(SIMULATIONS, "digits", small_digits)
    session = Session()
    session.apply(Open("digits", "digits"))
    session.apply(Observe("digits", frozenset({"surface"})))
    session.apply(Step("digits", 1, "epoch"))
    session.snapshot()
    while session.advance(0.05):
        session.snapshot()
    state = session.snapshot().simulation("digits").payload
    shown = state.training.history.training_cost[-1]
    # all digits are asked, by both: in float32 the sums differ in their last places
    assert state.training.step == state.training.steps_per_epoch > 0
    assert state.surface.linked_view.cost == pytest.approx(shown, rel=1e-5)
    assert state.surface.linked_view.names == ()
    bits = session._simulations["digits"].learning.network.digest()
    session.apply(MoveOnSlice("digits", 0.2, 0.3, finished=False))
    assert session._simulations["digits"].learning.network.digest() != bits
    session.apply(MoveOnSlice("digits", 0.0, 0.0))
    assert session._simulations["digits"].learning.network.digest() == bits
    session.close()


def test_a_network_with_convolutions_has_no_surface(monkeypatch):
    monkeypatch.setitem(SIMULATIONS, "digits", small_digits)
    session = Session()
    session.apply(Open("digits", "digits"))
    session.apply(Observe("digits", frozenset({"surface"})))
    layers = "28x28 conv2@5 pool2 softmax10"
    session.apply(SetSetting("digits", "cost", "log-likelihood"))
    session.apply(SetSetting("digits", "layers", layers))
    session.apply(Step("digits", 0))
    session.snapshot()
    while session.advance(0.05):
        session.snapshot()
    assert not session._simulations["digits"].linked_view.busy
    assert session.snapshot().simulation("digits").payload.surface is None
    session.close()


def test_a_ball_that_was_left_in_the_hand_is_let_go(session):
    seen(session)
    session.apply(MoveOnSlice(SIMULATION_ID, 0.3, 0.1, finished=False))
    assert seen(session).surface.linked_view.fixed
    session.apply(Observe(SIMULATION_ID))
    session.snapshot()
    session.apply(Observe(SIMULATION_ID, frozenset({"surface"})))
    surface = seen(session).surface
    assert not surface.linked_view.fixed
    assert (surface.balls[0].x, surface.balls[0].y) == (0.0, 0.0)
