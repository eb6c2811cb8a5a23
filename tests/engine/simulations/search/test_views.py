"""Views of the map: places of cells, ties, and the stored map."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.pages.search import ChangeRow, RunRow
from engine.search.plan import SearchData, SearchPlan
from engine.search.trial import Trial, train_trial
from engine.simulations.search.scene import first_scene
from engine.simulations.search.settings import SEARCHED, usual_range
from engine.simulations.search.views import page_for, stored_sample
from tests.support.pages.search.session import SIMULATION_ID


@pytest.mark.parametrize("number", [0, 12, 211, 399])
def test_the_stored_map_is_what_its_plan_trains(number):
    plan = first_scene(1).plan()
    data = plan.prepared(plan.data.load())
    *_, result = train_trial(plan, Trial(number, plan.space.cell(number)), data)
    stored = stored_sample()[np.unravel_index(number, plan.space.shape)]
    assert stored == pytest.approx(result.score or 0.0, abs=1e-4)


def test_a_place_of_the_map_is_its_cell(bench):
    bench.set(count=4)
    view = bench.state.map
    assert view.cells == (4, 4)
    assert view.across.values[0] == pytest.approx(0.01)
    assert (view.across.scale, view.up.scale) == ("log", "log")


@pytest.mark.parametrize(
    ("data", "page"),
    [
        (SearchData("circles"), "builder"),
        (SearchData("circles seed=3"), "builder"),
        (SearchData("mnist", validation_size=100), "digits"),
        (SearchData("mnist", classes=(0, 1)), ""),
    ],
)
def test_a_trial_is_opened_on_the_page_of_its_data(data, page):
    plan = first_scene(1).plan()
    other = SearchPlan(plan.space, plan.strategy, plan.base, data)
    assert page_for(other) == page


@pytest.mark.parametrize("name", SEARCHED)
def test_every_setting_of_training_has_values_to_begin_with(name):
    from engine.search.space import parse_dimension

    assert parse_dimension(f"{name}={usual_range(name)}").name == name


def test_a_row_whose_schedule_watches_few_pictures_is_no_run_of_digits(bench):
    bench.set(station="hunt", digits="built-in")
    changes = {"epochs": 3, "train_size": 100, "eta": 0.5, "lambda": 0.0}
    changes |= {"schedule": "halve-and-stop", "patience": 1}
    for name, value in changes.items():
        bench.send(ChangeRow(SIMULATION_ID, 5, name, value))
    bench.send(RunRow(SIMULATION_ID, 5))
    trial = bench.settle().rows[5].trial
    assert (trial.page, trial.settings["schedule"]) == ("", "halve-and-stop")
