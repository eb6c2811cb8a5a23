"""The command line as a whole: the window, help, bad input, what is printed."""

from __future__ import annotations

import os
import subprocess
import sys
import types

import pytest

from app.commands.command_line import main
from app.commands.table import COMMANDS
from tests.support.command_line import process
from tests.support.sources import ROOT


def test_help_lists_every_command(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    out = capsys.readouterr().out
    assert all(command.name in out for command in COMMANDS)
    assert "--page" in out


@pytest.mark.parametrize("command", COMMANDS, ids=[command.name for command in COMMANDS])
def test_every_command_has_its_own_help(command, capsys):
    with pytest.raises(SystemExit) as caught:
        main([command.name, "--help"])
    assert caught.value.code == 0
    assert command.help in capsys.readouterr().out


@pytest.fixture
def window(monkeypatch):
    """Put a window that only notes its options in the place of the real one."""
    opened = []

    def run(argv):
        opened.append(list(argv))
        return 0

    pages = types.SimpleNamespace(PAGES=(types.SimpleNamespace(id="digits"),))
    monkeypatch.setitem(sys.modules, "app.pages", pages)
    monkeypatch.setitem(sys.modules, "app.window.application", types.SimpleNamespace(run=run))
    return opened


@pytest.mark.parametrize(
    "options", [[], ["--page", "digits", "--theme", "dark", "--lecture", "--seed", "7"]]
)
def test_without_a_command_the_window_opens(window, options):
    assert main(options) == 0
    assert window == [options]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--page", "digts"], "did you mean digits?"),
        (["--lang", "klingon"], "expected a language among en"),
        (["--theme", "drak"], "did you mean dark?"),
        (["--seed", "-1"], "Seed must be"),
        (["--seed", "many"], "Seed must be"),
        (["--lectrue"], "unrecognized arguments: --lectrue"),
    ],
)
def test_bad_options_of_the_window_are_refused_before_it_opens(window, call, options, message):
    status, out, err = call(*options)
    assert (status, out, window) == (2, "", [])
    assert message in err
    assert err.count("\n") == 1


BAD = {
    "unknown command": (["trian"], "did you mean train?"),
    "no layers": (["train"], "expected LAYERS such as 784-30-10"),
    "empty layer": (["train", "784--10"], "write the size of every layer"),
    "layer of nothing": (["train", "784-0-10"], "expected layers of 1 to"),
    "words": (["train", "many", "layers"], "expected layers such as"),
    "too large": (["train", "784-60000-60000-10"], "make the network smaller"),
    "eta nan": (["train", "784-10", "--eta", "nan"], "Learning rate η must be > 0"),
    "eta inf": (["train", "784-10", "--eta", "inf"], "Learning rate η must be > 0"),
    "eta zero": (["train", "784-10", "--eta", "0"], "Learning rate η must be > 0"),
    "eta negative": (["train", "784-10", "--eta", "-3"], "Learning rate η must be > 0"),
    "eta word": (["train", "784-10", "--eta", "fast"], "got fast"),
    "half an epoch": (["train", "784-10", "--epochs", "1.5"], "Epochs must be"),
    "no batch": (["train", "784-10", "--batch", "0"], "Mini-batch must be"),
    "cost": (["train", "784-10", "--cost", "low"], "Cost must be one of"),
    "all dropped": (["train", "784-10", "--dropout", "1"], "Dropout must be"),
    "no threads": (["train", "784-10", "--threads", "0"], "Threads must be"),
    "no steps": (["train", "784-10", "--stop-after", "0"], "Number of steps must be"),
    "unknown data": (["train", "784-10", "--data", "mnits"], "did you mean mnist?"),
    "unknown option": (["train", "784-10", "--etta", "3"], "--etta"),
    "no folder": (["train", "784-10", "--save", "/no/such/folder/x"], "existing folder"),
    "no run": (["train", "--resume", "/no/such/file"], "No such file"),
    "planned": (["experiment", "run", "6.N"], "not built yet"),
    "no experiment": (["experiment", "run", "0.A"], "expected an experiment"),
    "no action": (["experiment"], "list|run"),
    "epochs of none": (["experiment", "run", "1.N", "--epochs", "0"], "Epochs must be"),
    "no file": (["recognise", "/no/such/file.png"], "no file of that name"),
    "no strokes": (["recognise", "/no/such/file.json"], "no such file"),
    "unknown set": (["data", "get", "imagenet"], "expected one of mnist"),
    "unknown bench": (["bench", "brain"], "expected one of window, engine"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gives_one_line_on_standard_error_and_status_2(name, call):
    arguments, message = BAD[name]
    status, out, err = call(*arguments)
    assert status == 2
    assert out == ""
    assert message in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_nothing_of_qt_is_imported_by_the_commands_that_do_without():
    code = (
        "import sys; from app.commands.command_line import main; "
        "status = main(['experiment', 'run', '1.N', '--json']) or main(['data', 'list']); "
        "assert not [name for name in sys.modules if name.startswith(('PySide6', 'pyqtgraph'))]; "
        "sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0


def test_a_terminal_without_greek_letters_does_not_stop_a_command():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    running = process("train", "784-10", "--eta", "nan", env=environment)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (2, "")
    assert "Learning rate ? must be > 0" in err


def test_a_reader_that_goes_away_does_not_give_a_traceback():
    running = process("experiment", "list")
    running.stdout.close()
    assert running.wait(timeout=60) in (0, 2)
    assert running.stderr.read() == ""
    running.stderr.close()
