"""A trial of a search that is opened as a run trains to the same weights, bit for bit."""

from __future__ import annotations

import time

import pytest

from engine.commands.edits import Undo
from engine.commands.runs import BeginRun
from engine.commands.transport import Start
from engine.search.plan import SearchData, SearchPlan
from engine.search.space import Space, values
from engine.search.trial import Trial, train_trial
from engine.training.settings import TrainingSettings
from tests.support.open_page import OpenPage

PLANS = {
    "builder": ("2-4-1", "circles", 60),
    "digits": ("784-10", "built-in", 2),
}


def plan_of(page):
    """Return a search of one trial for a page."""
    layers, data, epochs = PLANS[page]
    base = TrainingSettings.from_values(
        {"layers": layers, "epochs": epochs, "train_size": 100 if page == "digits" else 0}
    )
    return SearchPlan(Space.of(values("eta", [0.75])), "grid", base, SearchData.at(data))


def digest_when_finished(page, name):
    """Let a page train to its end, by one Start; return the digest."""
    page.send(Start(name))
    while page.session.advance(0.01):
        pass
    return page.state.training.digest


@pytest.mark.parametrize("name", PLANS)
def test_a_trial_that_is_opened_as_a_run_has_the_same_digest(name):
    plan = plan_of(name)
    *_, result = train_trial(plan, Trial(0, {"eta": 0.75}), plan.prepared(plan.data.load()))
    page = OpenPage(name, time.perf_counter)
    before = page.state.training.settings
    settings = tuple(result.settings(plan).values().items())
    page.send(BeginRun(name, plan.data.name, settings))
    page.send(Undo())
    assert page.state.training.settings == before
    page.send(BeginRun(name, plan.data.name, settings))
    assert digest_when_finished(page, name) == result.digest
    page.close()


def test_points_are_no_run_of_digits_and_digits_none_of_builder():
    for name, other in (("builder", "digits"), ("digits", "builder")):
        page, plan = OpenPage(name, time.perf_counter), plan_of(other)
        before = page.state.training.settings
        settings = tuple(plan.settings({"eta": 0.75}).values().items())
        page.send(BeginRun(name, plan.data.name, settings))
        assert page.session.snapshot().notice is not None
        assert page.state.training.settings == before
        page.close()
