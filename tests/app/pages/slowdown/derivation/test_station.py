"""The derivation, used."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.pages.slowdown.derivation.words import LINES, PICTURES
from engine.commands.edits import SetSetting
from engine.commands.transport import Seek
from tests.support.pages.vanishing_page import picture


@pytest.fixture
def station(hand):
    """Return the station, shown."""
    return hand.station("derivation")


def test_every_line_has_its_sentence(hand, station):
    said = set()
    for step in range(len(LINES)):
        hand.seek(step)
        said.add(hand.page.sentence.text())
    assert len(said) == len(LINES)


def test_a_button_and_a_key_choose_the_picture(hand, station):
    station.pictures.buttons["swapped"].click()
    assert hand.take(SetSetting)[-1].value == "swapped"
    hand.show()
    for name in ("rate", "cost", "swapped"):
        station.next_picture()
        assert hand.take(SetSetting)[-1].value == name
        hand.show()
    assert list(PICTURES) == ["cost", "swapped", "rate"]


def test_a_place_in_the_plot_is_the_output_or_the_target(hand, station):
    station.plot.chosen.emit(0.456, False)
    station.plot.chosen.emit(1.0, True)
    assert [(each.name, each.value, each.finished) for each in hand.take(SetSetting)] == [
        ("why_a", 0.46, False), ("why_a", 0.99, True),
    ]  # fmt: skip
    hand.set(why_picture="swapped")
    station.plot.chosen.emit(1.0, True)
    assert hand.take(SetSetting)[-1] == SetSetting("slowdown", "why_y", 1.0)


def test_keys_nudge_the_output(qtbot, hand, station):
    qtbot.keyClick(station.plot, Qt.Key.Key_Up)
    assert hand.take(SetSetting)[-1].value == pytest.approx(0.81)


def test_a_pair_is_explained(hand, station):
    station.table.pair_chosen.emit("linear cross-entropy")
    hand.show()
    assert "no sense" in station.reason.text()


def test_a_line_is_gone_to(hand, station):
    station.lines.line_chosen.emit(4)
    assert hand.take(Seek) == [Seek("slowdown", 4)]


def test_every_slider_changes_the_picture(hand, station):
    before = picture(station)
    for values in ({"why_a": 0.5}, {"why_y": 0.9}, {"why_x": 0.0}):
        hand.seek(6)
        hand.set(**values)
        after = picture(station)
        assert after != before
        before = after


def test_a_lecture_hides_sliders_and_a_table_that_is_too_small(hand, theme, station):
    assert station.table.isVisibleTo(station)
    theme.set_lecture(True)
    assert not station.form.isVisibleTo(station)
    assert not station.table_card.isVisibleTo(station)
    hand.page.resize(1844, 1000)
    assert station.table_card.isVisibleTo(station)
