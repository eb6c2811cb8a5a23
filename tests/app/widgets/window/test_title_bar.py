"""The bar at the top shows page and document, and says which button was pressed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.appearance.translation import set_language
from app.widgets.window.title_bar import WIDEST_NAME, TitleBar

SIGNALS = ("document", "look", "language", "theme", "motion", "lecture", "help")


@pytest.fixture
def bar(qtbot, theme):
    """Return a shown bar; what is asked for is in `asked`."""
    bar = TitleBar(theme)
    qtbot.addWidget(bar)
    bar.resize(1200, bar.height())
    bar.show()
    bar.asked = []
    for name in SIGNALS:
        getattr(bar, f"{name}_asked").connect(lambda *_, name=name: bar.asked.append(name))
    return bar


def test_every_button_asks_for_its_own_thing(bar, qtbot):
    bar.show_document("lecture", "", changed=False)
    bar.look_button.show()
    for name in SIGNALS:
        button = getattr(bar, f"{name}_button")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bar.asked == list(SIGNALS)


def test_a_page_s_switch_takes_the_place_of_the_last(bar):
    first, second = QLabel("first"), QLabel("second")
    for switch in (first, second):
        switch.setParent(bar)
    bar.show_page("Digits", "Draw a digit.", first)
    assert (bar.title.text(), bar.hint.text()) == ("Digits", "Draw a digit.")
    assert first.isVisible()
    bar.show_page("Builder", "Build one.", second)
    assert (first.isVisible(), second.isVisible()) == (False, True)
    bar.show_page("Surface", "Roll a ball.", None)
    assert not second.isVisible()


@pytest.mark.parametrize(
    ("path", "changed", "words", "tip"),
    [
        ("", True, "● draft ▾", "This document has no name yet (Ctrl+S)"),
        ("/tmp/draft.nabla", False, "draft ▾", "/tmp/draft.nabla"),
    ],
)
def test_a_document_has_its_name_and_a_dot_while_it_differs(bar, path, changed, words, tip):
    bar.show_document("draft", path, changed=changed)
    assert (bar.document_button.text(), bar.document_button.toolTip()) == (words, tip)
    assert bar.document_button.accessibleName() == "Document draft"


def test_a_long_name_is_shortened_in_its_middle(bar):
    name = "the first lecture about everything that there is to know on learning machines"
    bar.show_document(name, "", changed=False)
    shown = bar.document_button.text()
    assert shown.startswith("the f")
    assert shown.endswith("nes ▾")
    assert "…" in shown
    assert bar.document_button.width() <= WIDEST_NAME


def test_the_language_is_named_by_its_letters(bar):
    assert bar.language_button.text() == "EN"
    set_language("es")
    bar.retranslate()
    assert bar.language_button.text() == "ES"
    assert bar.theme_button.accessibleName() == bar.theme_button.toolTip() != "Light or dark"


def test_a_lecture_presses_its_button_and_makes_the_bar_higher(bar, theme):
    before = bar.height()
    theme.set_lecture(True)
    assert bar.lecture_button.isChecked()
    assert bar.height() == theme.size("bar_height") > before
    theme.set_lecture(False)
    assert not bar.lecture_button.isChecked()


def test_less_motion_presses_its_button(bar, theme):
    theme.set_reduced_motion(True)
    assert bar.motion_button.isChecked()
