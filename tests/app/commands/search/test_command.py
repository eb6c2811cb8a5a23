"""`search`: progress, a table, a journal; stopped by a signal it goes on later."""

from __future__ import annotations

import json
import signal
import sys

import pytest

from app.commands.command_line import main
from engine.search.journal import read_journal
from tests.support.command_line import process, strict_json

TOY = ("search", "2-4-2-1", "--data", "xor", "--epochs", "3")
GRID = ("--set", "eta=log:0.1:10:3", "--set", "lambda=0,1")


@pytest.fixture
def call(capsys):
    """Return a function that runs a command: status, standard output, standard error."""

    def run(*arguments):
        status = main([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return run


def test_it_prints_each_trial_and_a_table_that_names_what_was_measured(call):
    status, out, err = call(*TOY, *GRID)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert sum(line.startswith("Trial ") for line in lines) == 6
    head = next(line for line in lines if "digest" in line)
    assert head.split() == ["trial", "η", "λ", "validation", "epoch", "test", "there", "digest"]
    assert lines[-1].startswith("train the first: python3 main.py train 2-4-2-1")


def test_the_command_of_the_best_trains_to_its_digest(call):
    document = strict_json(call(*TOY, *GRID, "--json")[1])
    words = document["best"]["command"].split("main.py ")[1].split()
    assert strict_json(call(*words, "--json")[1])["digest"] == document["best"]["digest"]
    assert document["finished"]
    assert [trial["trial"] for trial in document["trials"]] == list(range(6))


def test_processes_find_what_one_process_finds(call):
    one, two = (
        strict_json(call(*TOY, *GRID, "--json", "--workers", n)[1])["trials"] for n in (1, 2)
    )
    assert [trial["digest"] for trial in one] == [trial["digest"] for trial in two]


def test_a_journal_alone_goes_on_with_its_search(call, tmp_path):
    journal = tmp_path / "search.jsonl"
    random = ("--set", "eta=log:0.1:10", "--strategy", "random", "--journal", journal)
    call(*TOY, *random, "--trials", 2)
    before = journal.read_bytes()
    status, out, _ = call("search", "--journal", journal, "--trials", 4)
    assert status == 0
    assert "2 trials are in the journal already" in out
    assert journal.read_bytes().startswith(before)
    assert len(read_journal(journal).results) == 4


def test_the_threshold_of_eta_needs_no_space(call):
    document = strict_json(call(*TOY, "--strategy", "threshold", "--json")[1])
    assert document["threshold"] > 0
    assert "half of it" in call(*TOY, "--strategy", "threshold")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (TOY, "empty space"),
        (("search", "--set", "eta=1,2"), "expected LAYERS"),
        (("search", "--journal", "none.jsonl"), "expected LAYERS"),
        ((*TOY, "--set", "eta"), "for instance lambda=0,1,5"),
        ((*TOY, "--set", "speed=1"), "got speed"),
        ((*TOY, "--set", "eta=1,-1"), "Learning rate"),
        ((*TOY, "--set", "eta=log:0.1:1"), "count of values"),
        ((*TOY, "--set", "eta=1,2", "--strategy", "best"), "grid, random"),
        ((*TOY, "--set", "eta=1,2", "--strategy", "threshold"), "leave them out"),
        ((*TOY, "--set", "eta=1,2", "--workers", "0"), "Workers"),
        ((*TOY, "--set", "eta=1,2", "--trials", "0"), "Trials"),
        ((*TOY, "--set", "eta=1,2", "--cluster", "tcp://10.0.0.1:8786"), "tls://"),
        ((*TOY, "--set", "eta=1,2", "--tls-ca", "x"), "together"),
        (("search", "3-4-1", "--data", "xor", "--set", "eta=1,2"), "2 inputs"),
        (("search", "2-4-1", "--data", "nowhere", "--set", "eta=1,2"), "nowhere"),
    ],
)
def test_bad_input_is_one_sentence(call, arguments, said):
    status, out, err = call(*arguments)
    assert status == 2
    assert said in err
    assert len(err.splitlines()) == 1
    assert "Trial" not in out


def test_another_search_s_journal_and_another_file_are_refused(call, tmp_path):
    journal = tmp_path / "search.jsonl"
    call(*TOY, *GRID, "--journal", journal)
    before = journal.read_bytes()
    status, _, err = call(*TOY, "--set", "eta=1,2", "--journal", journal)
    assert (status, journal.read_bytes()) == (2, before)
    assert "another space" in err


def test_help_has_an_example_that_works(call, capsys):
    with pytest.raises(SystemExit):
        main(["search", "--help"])
    text = capsys.readouterr().out
    first = text.split("examples:")[1].split("python3 main.py ")[1].replace("\\\n", " ").split()
    shorter = [word.replace(":20", ":2") for word in first]
    assert call(*shorter)[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_and_it_goes_on_later(call, tmp_path, workers, number):
    journal = tmp_path / "search.jsonl"
    options = (*GRID, "--epochs", "200", "--workers", workers, "--journal", journal)
    with process(*TOY, *options) as started:
        for line in started.stdout:
            if line.startswith("Trial "):
                break
        started.send_signal(number)
        _, err = started.communicate()
    assert started.returncode == 128 + number
    assert "go on with: python3 main.py search --journal" in err
    kept = read_journal(journal).results
    assert kept
    document = strict_json(call("search", "--journal", journal, "--json")[1])
    assert len(document["trials"]) == 6
    assert [json.loads(line)["trial"] for line in journal.read_text().splitlines()[1:]] == sorted(
        range(6), key=[*kept, *(set(range(6)) - set(kept))].index
    )
