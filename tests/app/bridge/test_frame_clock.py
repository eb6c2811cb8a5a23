"""The frame clock shows what is new, refreshes texts slowly, and can hold the picture."""

import pytest

from app.bridge.frame_clock import FRAME_MS, SOON_MS, FrameClock
from engine.snapshots import Snapshot


class Mailbox:
    latest = seen = None
    active = False


class Spy:
    """A view that records."""

    def __init__(self):
        self.shown, self.texts, self.elapsed = [], [], []

    def show_snapshot(self, snapshot):
        self.shown.append(snapshot.clock)

    def show_text(self, snapshot):
        self.texts.append(snapshot.clock)

    def advance(self, elapsed_ms):
        self.elapsed.append(round(elapsed_ms))


class Clockwork:
    """A clock with its mailbox, view and a time that the test sets."""

    def __init__(self):
        self.mailbox, self.view, self.now = Mailbox(), Spy(), 0.0
        self.clock = FrameClock(self.mailbox, self.view, seconds=lambda: self.now)

    def tick(self, number=None, ms=16):
        if number is not None:
            self.mailbox.latest = Snapshot(0, number, ())
        self.now += ms / 1000
        self.clock.tick()


@pytest.fixture
def works(qapp):
    return Clockwork()


def test_nothing_is_shown_before_there_is_a_snapshot(works):
    works.tick()
    assert works.view.shown == []


def test_a_snapshot_is_shown_once(works):
    works.tick(1)
    works.tick()
    works.tick(2)
    assert works.view.shown == [1, 2]


def test_the_source_is_told_what_was_seen(works):
    works.tick(1)
    assert works.mailbox.seen is works.mailbox.latest


def test_what_was_missed_between_two_frames_is_dropped(works):
    works.mailbox.latest = Snapshot(0, 1, ())
    works.tick(2)
    assert works.view.shown == [2]


def test_texts_are_refreshed_five_times_a_second_and_end_with_the_newest(works):
    for number in range(1, 63):
        works.tick(number)
    assert len(works.view.texts) in (5, 6)
    for _ in range(13):
        works.tick()
    assert works.view.texts[-1] == 62


def test_a_held_picture_stays_while_time_goes_on(works):
    works.tick(1)
    works.clock.set_frozen(True)
    works.tick(2)
    assert works.view.shown == [1]
    assert works.view.elapsed == [16, 16]
    works.clock.set_frozen(False)
    works.tick()
    assert works.view.shown == [1, 2]


def test_an_expected_snapshot_that_is_late_is_looked_for_again_soon(works):
    works.tick(1)
    assert works.clock.interval_ms == FRAME_MS
    works.mailbox.active = True
    works.tick()
    assert works.clock.interval_ms == SOON_MS
    works.tick(2, ms=SOON_MS)
    assert works.clock.interval_ms == FRAME_MS
    assert works.view.shown == [1, 2]


def test_another_page_is_shown_the_newest_snapshot_again(works):
    works.tick(1)
    works.clock.show_again()
    works.tick()
    assert works.view.shown == [1, 1]


def test_the_timer_ticks_by_itself_until_it_is_stopped(works, qtbot):
    works.clock.start()
    qtbot.waitUntil(lambda: len(works.view.elapsed) >= 3, timeout=2000)
    works.clock.stop()
    assert not works.clock.running
