"""A brief state holds the current run with its beginning and its end, and nothing of others."""

import copy

import numpy as np

from engine.documents.brief import MOST_MARKS, brief


def run(number):
    return {
        "frames": f"frames/{number}",
        "records": f"epochs/{number}",
        "mark_steps": f"steps/{number}",
        "mark_costs": f"costs/{number}",
        "state": [0, 4],
    }


CONTENT = {
    "data": "points",
    "branches": {
        "active": 2,
        "group": [1, 2],
        "all": [{"id": number, "run": run(number)} for number in (1, 2)],
    },
}
ARRAYS = {
    "frames/1": np.array([[0, 0]]),
    "frames/2": np.array([[0, 1], [0, 2], [0, 4]]),
    "epochs/1": np.array([[0, 0]]),
    "epochs/2": np.array([[0, 1], [0, 0], [1, 1], [1, 0]]),
    **{f"{kind}/{number}": np.arange(100) for kind in ("steps", "costs") for number in (1, 2)},
    "states/0/parameters": np.arange(10.0).reshape(5, 2),
    "records/0/cost": np.arange(2.0),
    "records/1/cost": np.arange(5.0, 7.0),
}


def test_only_the_current_run_is_kept():
    content, arrays = brief(copy.deepcopy(CONTENT), ARRAYS)
    assert [each["id"] for each in content["branches"]["all"]] == [2]
    assert content["branches"]["group"] == []
    assert not [name for name in arrays if name.endswith("/1")]


def test_first_and_last_weights_are_where_the_run_points():
    content, arrays = brief(copy.deepcopy(CONTENT), ARRAYS)
    (kept,) = content["branches"]["all"]
    frames = arrays[kept["run"]["frames"]]
    weights = arrays["states/0/parameters"]
    assert [weights[row].tolist() for _, row in frames] == [[2, 3], [8, 9]]
    assert kept["run"]["state"] == [0, 1]


def test_of_the_epochs_the_first_and_the_last_are_kept():
    content, arrays = brief(copy.deepcopy(CONTENT), ARRAYS)
    (kept,) = content["branches"]["all"]
    assert arrays[kept["run"]["records"]].tolist() == [[0, 0], [1, 0]]
    assert arrays["records/0/cost"].tolist() == [1.0]
    assert arrays["records/1/cost"].tolist() == [5.0]


def test_the_curve_keeps_its_ends():
    _, arrays = brief(copy.deepcopy(CONTENT), ARRAYS)
    steps = arrays["steps/2"]
    assert (len(steps), steps[0], steps[-1]) == (MOST_MARKS, 0, 99)


def test_a_page_without_runs_stays_as_it_is():
    assert brief({"settings": {}}, {"w": np.ones(2)})[0] == {"settings": {}}
