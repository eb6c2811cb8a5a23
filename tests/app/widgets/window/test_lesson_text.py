"""A lesson's links are told, its answers unfold, and its headings are no larger than titles."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFont, QTextCursor

from app.widgets.window.lesson_text import LessonText

LESSON = """# Learning

Set [η to 0.5](do:#eta=0.5), or press [N](do:N).

## A question

What now? [The answer](unfold:why)

::: why
Because of [the slope](show:#slope).
:::

The end.
"""


@pytest.fixture
def text(qtbot, theme):
    """Return the lesson, shown."""
    text = LessonText(theme)
    qtbot.addWidget(text)
    text.resize(320, 400)
    text.show_lesson(LESSON)
    text.show()
    return text


def test_links_are_told_by_their_address(text, qtbot):
    with qtbot.waitSignal(text.followed) as told:
        text.anchorClicked.emit(QUrl("do:#eta=0.5"))
    assert told.args == ["do:#eta=0.5"]


def test_every_link_is_found_also_in_a_folded_answer(text):
    assert text.links() == ["do:#eta=0.5", "do:N", "unfold:why", "show:#slope"]


def test_an_answer_unfolds_and_folds_in_its_place_and_is_not_told(text):
    told = []
    text.followed.connect(told.append)
    assert "Because" not in text.toPlainText()
    text.anchorClicked.emit(QUrl("unfold:why"))
    words = text.toPlainText()
    assert words.index("The answer") < words.index("Because") < words.index("The end")
    text.anchorClicked.emit(QUrl("unfold:why"))
    assert "Because" not in text.toPlainText()
    assert told == []


def test_the_same_lesson_stays_unfolded_and_another_one_is_folded(text):
    text.toggle("why")
    text.show_lesson(LESSON)
    assert "Because" in text.toPlainText()
    text.show_lesson(LESSON + "\n")
    assert "Because" not in text.toPlainText()


@pytest.mark.parametrize("lecture", [False, True])
def test_headings_are_little_larger_than_the_text(text, theme, lecture):
    theme.set_lecture(lecture)
    document, found = text.document(), []
    for number in range(document.blockCount()):
        block = document.findBlockByNumber(number)
        if block.blockFormat().headingLevel():
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
            found.append(cursor.charFormat().font().pixelSize())
    base = theme.size("base")
    assert found == [round(1.2 * base), base]


def test_links_and_nothing_else_are_underlined(text):
    document, found = text.document(), ""
    cursor = QTextCursor(document)
    for place in range(1, document.characterCount()):
        cursor.setPosition(place)
        if cursor.charFormat().fontUnderline():
            found += document.characterAt(place - 1)
    assert found == "η to 0.5" + "N" + "The answer"


def test_a_link_that_begins_a_paragraph_leaves_its_bullet_as_it_is(text):
    text.show_lesson("1. [Play](do:N) it.\n2. [Stop](do:N) it.")
    document = text.document()
    blocks = [document.findBlockByNumber(number) for number in range(document.blockCount())]
    assert not any(block.charFormat().fontUnderline() for block in blocks)


def test_a_link_in_a_heading_is_as_bold_as_the_heading(text):
    text.show_lesson("## 1 · [Neuron](do:N)")
    cursor = QTextCursor(text.document())
    cursor.movePosition(QTextCursor.MoveOperation.End)
    assert cursor.charFormat().isAnchor()
    assert cursor.charFormat().fontWeight() == QFont.Weight.Bold


def test_the_number_of_an_equation_shows_it_and_is_not_told(text, qtbot):
    told = []
    text.followed.connect(told.append)
    text.show_lesson("The error (BP1) is $BP1$.")
    assert "δL = ∇aC" in text.toPlainText()
    text.anchorClicked.emit(QUrl("peek:BP1"))
    assert text.peek.isVisible()
    text.peek.close()
    assert told == []
