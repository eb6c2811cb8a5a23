"""What a worker of a cluster runs: texts in, texts out; no cluster is needed to try it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from engine.errors import DataError
from engine.search import cluster_task
from engine.search.cluster_task import engine_version, prepare, train
from engine.search.plan import SearchData
from engine.search.trial import Trial, TrialResult
from engine.search.worker import error_of
from tests.support.searches.small_searches import plan, serial


@pytest.fixture(autouse=True)
def nothing_loaded(monkeypatch):
    """Begin without data of another search."""
    monkeypatch.setattr(cluster_task, "_LOADED", {})


def test_a_trial_is_trained_to_the_same_bits_by_texts_alone():
    text = json.dumps(plan().as_record())
    assert set(json.loads(prepare(text))) == {"ready", "engine"}
    wanted = Trial(3, plan().space.cell(3))
    told = json.loads(train(text, json.dumps(wanted.as_record())))
    assert TrialResult.from_record(told["result"]).digest == serial(plan()).results[3].digest
    assert told["engine"] == engine_version()


def test_data_are_loaded_once_for_a_search_and_again_for_another(monkeypatch):
    loads = []
    load = SearchData.load
    monkeypatch.setattr(SearchData, "load", lambda self: loads.append(self) or load(self))
    for wanted in (plan(), plan(), plan("eta=1,2")):
        prepare(json.dumps(wanted.as_record()))
    assert len(loads) == 2
    assert len(cluster_task._LOADED) == 1


@pytest.mark.parametrize("task", [prepare, lambda text: train(text, "{}")])
def test_data_that_are_missing_are_refused_in_a_sentence(task):
    text = json.dumps(replace(plan(), data=SearchData("/nowhere/pictures")).as_record())
    error = error_of(json.loads(task(text))["refused"])
    assert isinstance(error, DataError)


def test_a_trial_that_nobody_wants_any_more_is_left(monkeypatch):
    monkeypatch.setattr(cluster_task, "_is_cancelled", lambda: True)
    text = json.dumps(plan().as_record())
    told = json.loads(train(text, json.dumps(Trial(1, plan().space.cell(1)).as_record())))
    assert told == {"cancelled": 1}
