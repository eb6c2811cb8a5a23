"""Chips of a lecture: what they show, and what clicks, the wheel and keys do."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.page_frame.deciding import Act, choice_of
from app.page_frame.lecture_chips import SHARE, LectureChips
from engine.commands.edits import SetSetting
from engine.settings import Setting

ETA = choice_of("toy", Setting("eta", "Rate η", 0.1, low=0, high=10), 0.1, 1.0, 3.0)


@pytest.fixture
def page(qtbot):
    """Return a page that counts what it is asked for."""
    page = QWidget()
    page.resize(1204, 600)
    page.done = 0
    qtbot.addWidget(page)
    return page


@pytest.fixture
def sent():
    """Return a list of the commands that were sent."""
    return []


@pytest.fixture
def chips(page, sent, theme):
    """Return the chips of a choice and of an act, in a lecture."""
    chips = LectureChips(theme, sent.append, page)
    chips.setParent(page)
    theme.set_lecture(True)
    page.show()

    def act(page):
        page.done += 1

    chips.show_controls((ETA, Act("go", "Play", act)), SimpleNamespace(settings={"eta": 1.0}))
    return chips


def test_they_show_key_name_and_value_and_are_large(chips, theme):
    assert chips.isVisible()
    assert [chip.words for chip in chips.chips if chip.isVisible()] == [
        ("Rate η", "1"),
        ("Play", ""),
    ]
    assert all(chip.height() >= 56 for chip in chips.chips)
    assert chips.chips[0].accessibleName() == "Rate η: 1"
    assert "(J)" in chips.chips[0].toolTip()


def test_only_a_lecture_shows_them(chips, theme):
    theme.set_lecture(False)
    assert not chips.isVisible()
    assert not chips.offers(0)
    theme.set_lecture(True)
    assert chips.isVisible()


def test_a_step_sends_the_next_value_and_back_the_one_before(chips, sent):
    chips.choose(0, 1)
    chips.choose(0, -1)
    assert sent == [SetSetting("toy", "eta", 3.0), SetSetting("toy", "eta", 0.1)]


def test_the_wheel_turns_a_choice(chips, sent):
    chip = chips.chips[0]
    for turn in (-120, 120):
        place = QPointF(5, 5)
        event = QWheelEvent(
            place, place, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(chip, event)
    assert [command.value for command in sent] == [3.0, 0.1]


def test_a_click_opens_the_menu_of_all_values(chips, sent, qtbot):
    qtbot.mouseClick(chips.chips[0], Qt.MouseButton.LeftButton)
    menu = chips.chips[0].findChild(QMenu)
    assert [(entry.text(), entry.isChecked()) for entry in menu.actions()] == [
        ("0.1", False), ("1", True), ("3", False),
    ]  # fmt: skip
    menu.actions()[0].trigger()
    menu.close()
    assert sent == [SetSetting("toy", "eta", 0.1)]


def test_an_act_is_done_by_a_click_and_by_its_key_and_never_back(chips, page, qtbot):
    qtbot.mouseClick(chips.chips[1], Qt.MouseButton.LeftButton)
    chips.choose(1, 1)
    chips.choose(1, -1)
    chips.choose(2, 1)
    assert page.done == 2


def test_they_take_no_more_than_their_share_of_a_narrow_page(chips, page):
    long = choice_of("toy", Setting("w", "W" * 40, "a", "choice", choices=("a", "b")))
    chips.show_controls((long, ETA, long), SimpleNamespace(settings={"eta": 1.0, "w": "a"}))
    widths = [chip.width() for chip in chips.chips]
    assert sum(widths) <= SHARE * page.width()
    assert widths[1] == chips.chips[1].wanted()
    assert not chips.grab().isNull()
