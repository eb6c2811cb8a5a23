"""Scores in files: read strictly, built from a fresh page; the shipped ones are whole."""

from __future__ import annotations

import copy
import time

import pytest

from engine.errors import ScoreError
from engine.scores.shipped import COMMANDS, LANGUAGES, read_score, scores_folder, shipped_names
from engine.simulations import SIMULATIONS
from tests.support.scores.small_scores import TEXT, written


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_scores_are_whole(name):
    score = read_score(name)
    assert score.title.keys() == set(LANGUAGES)
    assert 6 <= len(score.instructions) <= 12
    assert 4 * 60 <= sum(each.cue.seconds for each in score.instructions) <= 8.5 * 60
    for each in score.instructions:
        assert each.cue.words.keys() == set(LANGUAGES)
        for words in each.cue.words.values():
            assert words.say
        asked = {bool(words.ask) for words in each.cue.words.values()}
        assert len(asked) == 1
        assert each.cue.prediction is None or asked == {True}


@pytest.mark.parametrize("name", shipped_names())
def test_pages_take_the_commands_of_shipped_scores(name):
    instructions = read_score(name).instructions
    for page in sorted({each.cue.page for each in instructions}):
        simulation = SIMULATIONS[page](1, time.perf_counter)
        used = {type(c) for each in instructions if each.cue.page == page for c in each.commands}
        assert used <= simulation.handlers.keys()
        simulation.close()


def test_a_cue_is_built_to_the_same_bits_each_time(tmp_path):
    score = read_score(str(written(tmp_path / "gates.json")))
    assert score.title["es"] == "Puertas"
    first, again = (
        [each.build(time.perf_counter).digest() for each in score.instructions] for _ in range(2)
    )
    assert first == again
    assert len(set(first)) == 2


def changed(place, value):
    """Return the text of a score with another value at a place of its first cue."""
    text = copy.deepcopy(TEXT)
    text["cues"][0][place] = value
    return text


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {**TEXT, "score": 2},
        {**TEXT, "cues": []},
        {**TEXT, "more": 1},
        changed("page", "kitchen"),
        changed("commands", [["ImportWeights", {"path": "/etc/passwd"}]]),
        changed("commands", [["Start", {}]]),
        changed("commands", [["LoadBench", {"name": 5}]]),
        changed("commands", [["LoadBench", {"title": "nand"}]]),
        changed("commands", [["LoadBench", {"simulation_id": "digits", "name": "nand"}]]),
        changed("commands", [["LoadBench"]]),
        changed("en", {"name": " "}),
        changed("prediction", {"kind": "choice"}),
    ],
)
def test_a_file_that_is_not_valid_is_refused_in_a_sentence(tmp_path, wrong):
    with pytest.raises(ScoreError, match=r"expected a lecture score, got wrong\.json"):
        read_score(str(written(tmp_path / "wrong.json", wrong)))


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(ScoreError, match="cannot be read"):
        read_score(str(tmp_path / "nowhere.json"))


def test_a_command_that_the_page_refuses_is_named(tmp_path):
    wrong = changed("commands", [["SetFormula", {"kind": "target", "text": "x"}]])
    score = read_score(str(written(tmp_path / "wrong.json", wrong)))
    with pytest.raises(ScoreError, match="SetFormula"):
        score.instructions[0].build(time.perf_counter)


def test_building_ends_when_the_score_is_closed(tmp_path):
    score = read_score(str(written(tmp_path / "gates.json")))
    with pytest.raises(ScoreError, match="closed"):
        score.instructions[0].build(time.perf_counter, lambda: True)


def test_no_command_of_a_score_reads_or_writes_files():
    assert (
        not {"ImportWeights", "ExportNetwork", "ShowPicture", "GetData", "BringPoints"}
        & COMMANDS.keys()
    )
    assert all(path.suffix == ".json" for path in scores_folder().iterdir())
