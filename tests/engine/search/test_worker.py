"""A worker's lines: the plan, trials, answers; what is refused travels as a sentence."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from engine.errors import DataError, SearchError, SettingError
from engine.search.plan import SearchData
from engine.search.trial import Trial, TrialResult
from engine.search.worker import error_of, refusal_of, serve
from tests.support.searches.small_searches import plan, serial


def answers(wanted, *trials):
    """Return what a worker writes for a plan and trials."""
    found, compiled = [], []
    lines = [wanted.as_record(), *(trial.as_record() for trial in trials)]
    serve(
        iter(map(json.dumps, lines)),
        lambda record: found.append(json.loads(json.dumps(record))),
        lambda: compiled.append(len(found)),
    )
    assert compiled in ([0], [])
    return found


def test_it_answers_each_trial_with_its_epochs_and_its_result():
    wanted = plan()
    ready, *told = answers(wanted, Trial(4, wanted.space.cell(4)))
    assert set(ready) == {"ready"}
    assert [set(each) for each in told] == [{"epoch", "trial"}] * 3 + [{"result", "trial"}]
    found = TrialResult.from_record(told[-1]["result"])
    assert found.digest == serial(wanted).results[4].digest


def test_data_that_are_missing_are_refused_in_the_sentence_of_the_loader():
    (told,) = answers(replace(plan(), data=SearchData("/nowhere/pictures")))
    error = error_of(told["refused"])
    assert isinstance(error, DataError)
    assert "/nowhere/pictures" in str(error)


@pytest.mark.parametrize("error", [SettingError("expected {n:g}, got {what}", n=0.5, what=[1])])
def test_an_error_keeps_its_class_and_its_sentence(error):
    again = error_of(json.loads(json.dumps(refusal_of(error))))
    assert (type(again), str(again)) == (type(error), str(error))


def test_an_error_of_an_unknown_class_is_one_of_the_search():
    assert isinstance(error_of(["Nothing", "a sentence", {}]), SearchError)
    assert isinstance(error_of(["ClassVar", "a sentence", {}]), SearchError)
