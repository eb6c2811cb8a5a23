"""A shown Digits page in front of a recording worker."""

from __future__ import annotations

import pytest

from app.page_frame.keys import keep_keys_free
from app.pages.digits.view import DigitsPage
from engine.recognition.recognition import load_reader
from engine.snapshots import Status
from tests.support.pages.digits_states import Recorder, snapshot_of, state_of


@pytest.fixture
def worker():
    """What stands in for the engine's thread."""
    return Recorder()


@pytest.fixture(scope="session")
def reader():
    """The shipped network."""
    return load_reader()


@pytest.fixture
def page(qtbot, worker, theme):
    """A shown page whose opening is over, in front of a recording worker."""
    page = DigitsPage(worker.send, theme)
    qtbot.addWidget(page)
    keep_keys_free(page)
    page.resize(1204, 672)
    page.show()
    page.on_shown()
    return page


@pytest.fixture
def show(page, reader):
    """Let the page draw a state, text included, with its opening ended."""

    def show(status=Status.IDLE, **changes):
        state = state_of(reader, **changes)
        snapshot = snapshot_of(state, status)
        page.show_snapshot(snapshot)
        page.stage.end_opening()
        page.render_text(snapshot)
        return state

    return show
