"""Text that does not fit is elided, and stands in full in the tooltip."""

import pytest
from PySide6.QtCore import Qt

from app.widgets.basics.elided import (
    ClauseLabel,
    ElidedButton,
    ElidedComboBox,
    ElidedLabel,
    shortened,
)

LONG = "a sentence that is far too long for the little room that it has"


@pytest.fixture
def shown(qtbot, theme):
    """Return (widget, width) -> the widget, shown with that width and 30 pixels high."""

    def show(widget, width):
        qtbot.addWidget(widget)
        widget.resize(width, 30)
        widget.show()
        return widget

    return show


def elided(widget, text, width):
    """Return a text as it fits into a width."""
    return widget.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)


def test_a_label_paints_what_fits_and_tells_the_rest(shown):
    label, short = shown(ElidedLabel("one"), 120), shown(ElidedLabel("two"), 120)
    label.say(LONG)
    short.say(elided(label, LONG, 120))
    assert short.text() != LONG
    assert label.grab().toImage() == short.grab().toImage()
    assert (label.text(), label.toolTip()) == (LONG, LONG)


def test_a_button_keeps_its_borders_free_of_text(shown):
    button, short = shown(ElidedButton("one"), 120), shown(ElidedButton("two"), 120)
    button.say(LONG, "Read it.")
    edges = button.sizeHint().width() - button.fontMetrics().horizontalAdvance(LONG) - 2
    short.say(elided(button, LONG, 120 - edges), "Read it.")
    assert 0 < edges < 60
    assert button.grab().toImage() == short.grab().toImage()


def test_a_combo_box_paints_the_beginning_of_its_choice_and_an_ellipsis(shown):
    box, short = shown(ElidedComboBox(), 120), shown(ElidedComboBox(), 120)
    box.addItem(LONG)
    short.addItem("")
    alike = []
    for count in range(len(LONG)):
        short.setItemText(0, LONG[:count] + "…")
        if short.grab().toImage() == box.grab().toImage():
            alike.append(count)
    assert 5 < min(alike) < 20
    assert box.currentText() == LONG


@pytest.mark.parametrize(
    ("text", "tooltip", "name"),
    [("Play", "Play: Begin.", "Play"), ("+", "Begin.", "Begin."), ("", "Begin.", "Begin.")],
)
def test_a_button_is_named_by_its_words_or_by_what_it_does(qtbot, text, tooltip, name):
    button = ElidedButton("button")
    qtbot.addWidget(button)
    button.say(text, "Begin.")
    assert (button.toolTip(), button.accessibleName()) == (tooltip, name)


def test_a_button_that_may_turn_bold_has_room_for_it(qtbot):
    plain, bold = ElidedButton("plain"), ElidedButton("bold", role="primary")
    for button in (plain, bold):
        qtbot.addWidget(button)
        button.say("Begin the run", "Begin.")
    wide = plain.fontMetrics().horizontalAdvance("Begin the run")
    assert bold.sizeHint().width() == plain.sizeHint().width() + wide // 8
    assert bold.sizeHint().height() == plain.sizeHint().height()


def test_a_button_may_be_narrow_but_not_low(qtbot):
    button = ElidedButton("button")
    qtbot.addWidget(button)
    button.say(LONG, "Read it.")
    assert button.minimumSizeHint().width() == 3 * button.fontMetrics().height()
    assert button.minimumSizeHint().height() == button.sizeHint().height()


def test_a_sentence_loses_its_last_sentence_then_its_last_clause():
    text = "N has s.d. 22.4: it saturates; nothing learns. Press Play. Then wait."
    assert list(shortened(text)) == [
        "N has s.d. 22.4: it saturates; nothing learns. Press Play.",
        "N has s.d. 22.4: it saturates; nothing learns.",
        "N has s.d. 22.4: it saturates.",
        "N has s.d. 22.4.",
    ]


@pytest.mark.parametrize(("needed", "end"), [(True, "…"), (False, "")])
def test_what_does_not_fit_is_left_out_by_clauses(qtbot, needed, end):
    label = ClauseLabel("note", needed=needed)
    qtbot.addWidget(label)
    label.say("drag a row · up and down")
    width = label.fontMetrics().horizontalAdvance
    label.resize(width("drag a row · up and down") + 1, 30)
    assert label.shown() == "drag a row · up and down"
    label.resize(width("drag a row · up"), 30)
    assert label.shown() == "drag a row"
    label.resize(width("drag"), 30)
    assert label.shown().endswith(end)
    assert label.shown() != "drag a row"
    assert not label.grab().isNull()
