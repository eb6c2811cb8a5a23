"""Plans of a search: data, checks before anything is trained, records."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from engine.errors import DataError, SettingError, ShapeError
from engine.search.plan import SearchData, SearchPlan
from tests.support.searches.small_searches import plan

RELU = "2 dense3:relu dense1:relu"


def test_a_record_in_json_gives_the_same_plan():
    before = replace(
        plan(strategy="random", prune=True, trials=7, together=2),
        data=SearchData("mnist", "/data", 100, (0, 1)),
    )
    assert SearchPlan.from_record(json.loads(json.dumps(before.as_record()))) == before


@pytest.mark.parametrize("missing", ["space", "settings", "data", "strategy", "together"])
def test_a_record_without_a_part_is_refused(missing):
    record = plan().as_record()
    del record[missing]
    with pytest.raises(SettingError, match="expected a search"):
        SearchPlan.from_record(record)


def test_values_join_the_fixed_settings():
    settings = plan(base={"momentum": 0.5}).settings({"eta": 2.0})
    assert (settings.eta, settings.momentum, settings.layers) == (2.0, 0.5, "2-4-2-1")


def test_every_value_is_checked_with_the_fixed_settings():
    with pytest.raises(SettingError, match="2-x-1"):
        plan("layers=2-4-2-1,2-x-1").check()
    relu = plan("cost=quadratic,cross-entropy", base={"layers": RELU, "cost": "quadratic"})
    with pytest.raises(ShapeError, match="change the last layer"):
        relu.check()
    plan("layers=2-4-2-1,2-3-1").check()


@pytest.mark.parametrize("options", [{"trials": 0}, {"together": 0}])
def test_numbers_of_trials_are_checked(options):
    with pytest.raises(SettingError):
        plan(**options).check()


def test_data_are_prepared_for_each_network_and_refused_where_one_does_not_fit():
    data = plan().data.load()
    prepared = plan("layers=2-4-2-1,2-3-2").prepared(data)
    assert [each.classes for each in prepared.values()] == [1, 2]
    with pytest.raises(ShapeError):
        plan("layers=2-4-1,3-4-1").prepared(data)


def test_more_pictures_than_there_are_is_refused_before_training():
    with pytest.raises(DataError, match="at most 210"):
        plan("train_size=100,211").prepared(plan().data.load())


def test_classes_and_validation_pictures_can_be_stripped_down():
    data = SearchData("built-in", validation_size=50, classes=(0, 1)).load()
    assert len(data.validation) == 50
    for part in (data.training, data.validation, data.test):
        assert set(np.unique(part.labels)) == {0, 1}


def test_data_without_a_validation_part_are_refused():
    with pytest.raises(DataError, match="to judge by"):
        SearchData("built-in", classes=(77,)).load()


def test_names_of_the_catalogue_stay_and_paths_become_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert SearchData.at("mnist").name == "mnist"
    assert SearchData.at("circles noise=0.1").name == "circles noise=0.1"
    assert SearchData.at("own").name == str(tmp_path / "own")
