"""Stored results: shipped ones are sound, new ones are written whole, bad ones are refused."""

import dataclasses
import json

import pytest

from engine.errors import SettingError, StorageError
from engine.experiments import find_experiment
from engine.experiments.committee import Mistake
from engine.experiments.experiment import Ours, Result
from engine.experiments.stored import (
    check_storable,
    entry_of,
    load_results,
    results_path,
    save_results,
    store_result,
)
from tests.support.sources import ROOT


def result(id_="6.B", ours=None, **changed):
    """Return a result as if an experiment had been run."""
    experiment = find_experiment(id_)
    ours = ours or Ours(0.987, "chosen", {}, "best on validation", 60)
    return Result(experiment, {**experiment.settings, **changed}, ours, True, 12.345)


def find_stale(results):
    """Return the IDs of experiments whose settings have changed since their run.

    Seed and epochs may differ, since an entry states its own.
    """
    stale = []
    for id_, entry in results.items():
        today = dict(find_experiment(id_).settings)
        then = dict(entry.settings)
        for name in ("seed", "epochs"):
            today.pop(name, None)
            then.pop(name, None)
        if then != today:
            stale.append(id_)
    return stale


def test_the_shipped_results_are_sound_and_of_today_s_settings():
    found = load_results()
    assert find_stale(found) == []
    for id_, entry in found.items():
        experiment = find_experiment(id_)
        if experiment.rule is not None and entry.epochs == experiment.settings.get("epochs", 0):
            assert experiment.rule.agrees(entry.accuracy, experiment.book.value), id_


def test_the_results_lie_among_the_assets():
    assert results_path() == ROOT / "assets" / "experiments" / "results.json"


def test_an_entry_has_the_agreed_keys_in_the_file(tmp_path):
    path = tmp_path / "results.json"
    store_result(result(), path)
    (entry,) = json.loads(path.read_text(encoding="utf-8")).values()
    keys = ["accuracy", "set", "which", "epochs", "seed", "seconds", "version", "settings"]
    assert list(entry) == [*keys, "date"]
    assert entry["set"] == "test"
    assert entry["which"] == "best on validation"
    assert entry["settings"]["layers"].startswith("28x28 conv20@5")
    assert list(load_results(path)["6.B"].summary()) == [*keys[:-1], "date"]


def test_fewer_epochs_than_in_the_book_are_said():
    ours = Ours(0.97, "chosen", {}, "best on validation", 2)
    entry = entry_of(result(ours=ours, epochs=2))
    assert entry.which == "best on validation, 2 epochs instead of 60"
    assert entry.epochs == 2


def test_what_is_not_random_has_no_seed():
    assert entry_of(result("1.H", Ours(0.2225, "counted"))).seed is None


def test_a_new_result_replaces_its_own_entry_alone_in_the_order_of_the_book(tmp_path):
    path = tmp_path / "results.json"
    store_result(result("6.C"), path)
    store_result(result("1.A"), path)
    before = load_results(path)
    store_result(result("6.C", seed=5), path)
    after = load_results(path)
    assert list(after) == ["1.A", "6.C"]
    assert after["1.A"] == before["1.A"]
    assert after["6.C"].seed == 5


def test_mistakes_are_kept_where_there_are_any(tmp_path):
    path = tmp_path / "results.json"
    wrong = {"picture": 3, "label": 1, "answer": 7, "answers": [7, 1, 7]}
    store_result(result("6.M", Ours(0.9967, "votes", {"mistakes": [wrong]}, "last", 40)), path)
    assert load_results(path)["6.M"].mistakes == (Mistake(3, 1, 7, (7, 1, 7)),)


def test_accuracies_of_compared_networks_are_kept(tmp_path):
    ours = Ours(0.96, "last", {"by_size": {"100": 0.7, "50000": 0.96}, "other": 1}, "last", 30)
    path = tmp_path / "results.json"
    assert store_result(result("3.J", ours), path).series == {"100": 0.7, "50000": 0.96}
    assert load_results(path)["3.J"].series["100"] == 0.7
    assert "series" not in load_results(path)["3.J"].summary()


def test_a_number_that_is_no_accuracy_is_not_stored():
    with pytest.raises(SettingError, match=r"got 1\.N"):
        check_storable(find_experiment("1.N"))


def test_results_under_other_settings_are_stale():
    entry = entry_of(result("6.B", epochs=3, seed=9))
    assert find_stale({"6.B": entry}) == []
    assert find_stale({"6.D": entry}) == ["6.D"]


def test_without_a_file_nothing_is_stored(tmp_path):
    assert load_results(tmp_path / "none.json") == {}


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path):
    with pytest.raises(StorageError, match="expected results of experiments"):
        load_results(tmp_path)


SOUND = {
    "accuracy": 0.9,
    "set": "test",
    "which": "last",
    "epochs": 3,
    "seed": 1,
    "seconds": 2.0,
    "version": "0.1.0",
    "settings": {"eta": 0.1},
}
BAD = {
    "no JSON": "{",
    "no text": "\udcff",
    "a list": "[]",
    "an unknown experiment": json.dumps({"7.A": SOUND}),
    "an accuracy above one": json.dumps({"1.A": {**SOUND, "accuracy": 95}}),
    "another set": json.dumps({"1.A": {**SOUND, "set": "mine"}}),
    "a missing field": json.dumps({"1.A": {"accuracy": 0.9}}),
    "a further field": json.dumps({"1.A": {**SOUND, "more": 1}}),
    "negative epochs": json.dumps({"1.A": {**SOUND, "epochs": -1}}),
    "a list among the settings": json.dumps({"1.A": {**SOUND, "settings": {"eta": [1]}}}),
}


@pytest.mark.parametrize("name", BAD)
def test_a_malformed_file_is_refused(name, tmp_path):
    path = tmp_path / "results.json"
    path.write_bytes(BAD[name].encode("utf-8", "surrogateescape"))
    with pytest.raises(StorageError, match="expected results of experiments"):
        load_results(path)


def test_a_sound_file_is_read_and_written_the_same(tmp_path):
    path = tmp_path / "results.json"
    path.write_text(json.dumps({"1.A": SOUND}), encoding="utf-8")
    found = load_results(path)
    save_results(found, path)
    assert json.loads(path.read_text(encoding="utf-8")) == {"1.A": SOUND}
    assert load_results(path) == found


def test_an_ours_is_only_one_unless_it_says_otherwise():
    assert dataclasses.asdict(Ours(0.5, "counted"))["which"] == "only"
