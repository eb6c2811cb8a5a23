"""Every command that the README writes in a box is run, the costly ones among the slow tests."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from app.commands.command_line import make_parser
from engine.data.digits.built_in import built_in_digits
from tests.support.samples.mnist_files import digit_arrays, digit_folders, write_pair
from tests.support.sources import ROOT

PYTHON = "python3 main.py "

ELSEWHERE = {
    "python3 main.py test": "tests/app/commands/test_test.py",
    "pipx install .": "tests/app/launch/test_wheel.py",
    "nabla-lab": "tests/app/launch/test_wheel.py",
    "python3 main.py data get mnist": "tests/app/commands/test_data.py",
    "python3 main.py experiment run 6.L --checkpoints kept --store":
        "tests/app/commands/test_experiment.py",
    ".venv/bin/python -m dask scheduler --host 127.0.0.1 --no-dashboard":
        "tests/engine/search/workers/test_cluster.py",
    ".venv/bin/python -m dask worker tcp://127.0.0.1:8786 --nworkers 4 --nthreads 1 --no-dashboard":
        "tests/engine/search/workers/test_cluster.py",
    "python3 main.py search 784-30-10 --set eta=log:0.01:10 --strategy random --journal "
    "search.jsonl --cluster tcp://127.0.0.1:8786":
        "tests/engine/search/workers/test_cluster.py",
}  # fmt: skip
"""Commands that need a network, a cluster, hours, or this very test run: the tests that run what
they call, with a server of their own or on little data."""

QUICK = (
    "recognise seven.png",
    "export run.safetensors --to network.py",
    "export run.safetensors --to network.onnx",
    "export run.safetensors --command",
    "experiment list",
    "score list",
    "data list",
    "train 784-30-4 --data animals --save animals.run",
    "recognise --weights animals.run cat.png",
    "desktop install",
)
"""Commands that take less than a second; they are run in this process, in this order."""


def commands():
    """Return all commands in the boxes of the README, without remarks."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    boxes = re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S)
    lines = "".join(boxes).replace("\\\n", " ").splitlines()
    return [" ".join(line.split(" #")[0].split()) for line in lines if line.strip()]


SLOW = [
    each for each in commands()
    if each not in ELSEWHERE and each.removeprefix(PYTHON) not in QUICK
]  # fmt: skip


def answering(arguments):
    """Return the parsed options of a sub-command."""
    return make_parser().parse_args(arguments)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Return the present folder, with the pictures and data that the README names."""
    examples = built_in_digits(300, 1)
    seven = examples.x[np.flatnonzero(examples.labels == 7)[0]]
    picture = Image.fromarray(255 - (255 * seven).astype(np.uint8).reshape(28, 28))
    for name in ("seven.png", "cat.png"):
        picture.save(tmp_path / name)
    digit_folders(tmp_path / "animals", {0: "ant", 1: "bee", 2: "cat", 3: "dog"})
    pictures, _ = digit_arrays(260)
    letters = np.arange(260) % 26 + 1
    write_pair(tmp_path / "emnist-letters", "emnist-letters-train", pictures, letters)
    write_pair(tmp_path / "emnist-letters", "emnist-letters-test", pictures[:52], letters[:52])
    for name in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_no_command_is_named_that_the_readme_does_not_have():
    written = set(commands())
    assert set(ELSEWHERE) <= written
    assert {PYTHON + each for each in QUICK} <= written
    assert [each for each in ELSEWHERE.values() if not (ROOT / each).is_file()] == []


@pytest.mark.parametrize(
    "command", [each for each in commands() if each.startswith(PYTHON) and "--page" not in each]
)
def test_the_command_line_takes_what_the_readme_writes(command):
    given = shlex.split(command.removeprefix(PYTHON))
    assert answering(given).command == given[0]


def test_quick_commands_do_what_they_say(place, call):
    assert call("train", "784-30-10", "--epochs", 1, "--train-size", 100,
                "--save", "run.safetensors")[0] == 0  # fmt: skip
    said = {}
    for command in QUICK:
        status, said[command], err = call(*shlex.split(command))
        assert status == 0, (command, err)
    assert "7" in said["recognise seven.png"]
    assert "def " in (place / "network.py").read_text(encoding="utf-8")
    assert (place / "network.onnx").stat().st_size > 10_000
    assert "train 784-30-10" in said["export run.safetensors --command"]
    assert "1.A" in said["experiment list"]
    assert "chapter1" in said["score list"]


@pytest.mark.slow
@pytest.mark.timeout(2400)
@pytest.mark.parametrize("command", SLOW)
def test_a_costly_command_ends_well(command, place, mnist_dir):
    environment = {
        **os.environ, "NABLA_DATA": str(mnist_dir), "NABLA_NO_BOOTSTRAP": "1",
        "NABLA_STARTUP_PROBE": "1",  # the window closes after its first frames
    }  # fmt: skip
    given = shlex.split(command)[2:]
    if "--journal" in given and "--set" not in given:
        before = next(each for each in SLOW if "--journal" in each and "--set" in each)
        run(shlex.split(before)[2:], environment)
    run(given, environment)


def run(arguments, environment):
    """Run the program in a process of its own; it has to end well."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
