"""A small data set, and commands that are run in this process."""

from __future__ import annotations

import json

import numpy as np
import pytest

from app.commands.command_line import main
from tests.support.samples.mnist_files import idx_bytes
from tests.support.samples.small_experiments import digits


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder of 200 easy pictures as an IDX pair: 160 train, 20 validate, 20 test."""
    place = tmp_path_factory.mktemp("digits")
    examples = digits(200, 1)
    pictures = (examples.x * 255).astype(np.uint8).reshape(-1, 28, 28)
    (place / "pictures-idx3-ubyte").write_bytes(idx_bytes(pictures))
    (place / "labels-idx1-ubyte").write_bytes(idx_bytes(examples.labels))
    return place


@pytest.fixture
def call(capsys):
    """Return a function that runs a command: status, standard output, standard error."""

    def run(*arguments):
        status = main([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def train(call, folder):
    """Return a function that trains with --json and returns the document."""

    def run(*arguments, layers="784-12-10"):
        words = layers.split() if layers else []
        status, out, err = call(
            "train", *words, "--data", folder, "--epochs", 4, "--json", *arguments
        )
        assert err == ""
        assert status == 0
        return json.loads(out)

    return run
