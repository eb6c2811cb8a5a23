"""A view of training with a run and its branch."""

import pytest

from engine.recognition.recognition import load_reader
from tests.support.pages.digits_states import branches, history, state_of


@pytest.fixture
def reader():
    """Return the shipped reader."""
    return load_reader()


@pytest.fixture
def training(reader):
    """Return a view with a run and its branch, which is looked at."""
    changes = {"history": history(4), "branches": branches(), "branch": 2, "last_step": 4000}
    return state_of(reader, training=changes).training
