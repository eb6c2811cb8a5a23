"""Rows and columns share their room out, fold for lectures, and pass on what they are told."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from app.page_frame.group import FOLDED, Column, Part, Row


class Told(QWidget):
    """A part that records what it is told."""

    def __init__(self, name="part"):
        super().__init__()
        self.name, self.log = name, []

    def render_state(self, state):
        self.log.append(("state", state))

    def render_text(self, state):
        self.log.append(("text", state))

    def advance(self, elapsed_ms):
        self.log.append(("advance", elapsed_ms))

    def set_lecture(self, lecture):
        self.log.append(("lecture", lecture))

    def follow(self, simulation_id):
        self.log.append(("follow", simulation_id))

    def view_values(self):
        return {self.name: 1}

    def show_view(self, values):
        self.log.append(("view", values))

    def retranslate(self):
        self.log.append(("retranslate",))


@pytest.fixture
def shown(qtbot):
    """Return (group) -> the group, shown at 1000 × 600 pixels."""

    def make(group):
        qtbot.addWidget(group)
        group.resize(1000, 600)
        group.show()
        return group

    return make


def settle(group):
    """Let the layout take effect."""
    group.layout().activate()


def widths(group, *widgets):
    """Return the widths of widgets once the layout has taken effect."""
    settle(group)
    return [widget.width() for widget in widgets]


def test_parts_share_the_width_whatever_their_words_ask_for(theme, shown):
    left, right = QWidget(), QWidget()
    left.setMinimumWidth(30)
    group = shown(Row(theme, Part(left, 3), Part(right, 1)))
    free = 1000 - theme.size("gap")
    assert widths(group, left, right) == [round(0.75 * free), round(0.25 * free)]


def test_a_lecture_has_shares_of_its_own(theme, shown):
    left, right = QWidget(), QWidget()
    group = shown(Row(theme, Part(left, 3, 1), Part(right, 1)))
    theme.set_lecture(True)
    free = 1000 - theme.size("gap")
    assert widths(group, left, right) == [round(0.5 * free), round(0.5 * free)]


def test_shares_may_depend_on_what_is_shown(theme, shown):
    left, right = QWidget(), QWidget()
    share = [1]
    group = shown(Row(theme, Part(left, lambda: share[0]), Part(right, 1)))
    share[0] = 3
    group.fold()
    settle(group)
    assert left.width() > 2 * right.width()


def test_a_part_folds_away_in_a_lecture(theme, shown):
    stage, side, words = QWidget(), QWidget(), QWidget()
    group = Row(theme)
    words.setParent(stage)
    group.lay_out(Part(stage, 3), Part(side, 1, FOLDED), details=(words,))
    shown(group)
    theme.set_lecture(True)
    assert (side.isVisible(), words.isVisible()) == (False, False)
    assert widths(group, stage) == [1000]
    theme.set_lecture(False)
    assert (side.isVisible(), words.isVisible()) == (True, True)


def test_a_wide_projector_has_room_for_more(theme, shown):
    stage, side = QWidget(), QWidget()
    group = shown(Row(theme, Part(stage, 3), Part(side, 1, room=1500)))
    theme.set_lecture(True)
    assert not side.isVisible()
    group.resize(1600, 600)
    assert side.isVisible()
    group.resize(1000, 600)
    theme.set_lecture(False)
    assert side.isVisible()


def test_a_part_is_shown_while_its_condition_holds_and_catches_up(theme, shown):
    part, wanted = Told(), [False]
    group = shown(Column(theme, QWidget(), Column(theme, Part(part, when=lambda: wanted[0]))))
    group.render_state("first")
    group.render_text("first")
    group.advance(16.0)
    assert part.isHidden()
    assert part.log == [("lecture", False)]
    wanted[0] = True
    group.fold()
    assert part.isVisible()
    assert part.log[1:] == [("state", "first"), ("text", "first")]
    group.advance(16.0)
    assert part.log[-1] == ("advance", 16.0)


def test_a_state_of_another_simulation_is_not_shown_again(theme, shown):
    part, wanted = Told(), [False]
    group = shown(Column(theme, Part(part, when=lambda: wanted[0])))
    group.render_state("first")
    group.follow("other")
    wanted[0] = True
    group.fold()
    assert part.log == [("lecture", False), ("follow", "other")]


def test_every_part_hears_of_lectures_views_and_languages(theme, shown):
    hidden, dumb = Told("hidden"), QWidget()
    inner = Told("inner")
    inner.setParent(dumb)
    parts = (Part(hidden, when=lambda: False), Told("shown"), dumb)
    group = shown(Row(theme, *parts))
    theme.set_lecture(True)
    group.show_view({"hidden": 2})
    group.retranslate()
    heard = [("lecture", False), ("lecture", True), ("view", {"hidden": 2}), ("retranslate",)]
    assert hidden.log == heard
    assert inner.log == [("retranslate",)]
    assert group.view_values() == {"hidden": 1, "shown": 1}


def test_gaps_and_margins_are_those_of_the_theme(theme, shown):
    group = shown(Column(theme, QWidget(), QWidget(), gap=0.5, margins=(1.0, 0.5, 1.0, 0.0)))
    for lecture in (False, True):
        theme.set_lecture(lecture)
        gap = theme.size("gap")
        margins = group.layout().contentsMargins()
        assert group.layout().spacing() == gap // 2
        assert (margins.left(), margins.top(), margins.bottom()) == (gap, gap // 2, 0)


def test_what_is_kept_together_stays_at_the_top(theme, shown):
    part = QWidget()
    part.setFixedHeight(40)
    group = Column(theme, part)
    group.keep_together()
    shown(group)
    settle(group)
    assert part.y() == 0
