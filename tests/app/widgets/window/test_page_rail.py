"""The rail has a button for each page, and names that fit or shrink."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from app.appearance.translation import set_language
from app.widgets.window.page_rail import PageRail, RailButton, RailEntry

ENTRIES = (
    RailEntry("digits", "Digits"),
    RailEntry("vanishing", "Vanishing gradients", "Gradients"),
    RailEntry("builder", "Network builder", "Builder"),
)


@pytest.fixture
def rail(qtbot, theme):
    """Return a shown rail; chosen pages are in `chosen`."""
    rail = PageRail(theme, ENTRIES)
    qtbot.addWidget(rail)
    rail.resize(rail.width(), 600)
    rail.show()
    rail.chosen = []
    rail.page_chosen.connect(rail.chosen.append)
    return rail


def button(rail, page):
    """Return the button of a page."""
    return rail.findChild(QAbstractButton, f"page_{page}_button")


def test_a_click_chooses_its_page(rail, qtbot):
    for page in ("builder", "digits"):
        qtbot.mouseClick(button(rail, page), Qt.MouseButton.LeftButton)
    assert rail.chosen == ["builder", "digits"]


def test_only_the_selected_page_is_marked_and_selecting_chooses_nothing(rail):
    rail.select("builder")
    rail.select("vanishing")
    marked = [entry.id for entry in ENTRIES if button(rail, entry.id).isChecked()]
    assert (marked, rail.chosen) == (["vanishing"], [])


def test_a_long_title_is_short_on_its_button_and_whole_in_its_tooltip(rail):
    shown = button(rail, "vanishing")
    assert (shown.text(), shown.toolTip()) == ("Gradients", "Vanishing gradients")
    assert button(rail, "digits").text() == button(rail, "digits").toolTip() == "Digits"
    set_language("es")
    rail.retranslate()
    assert shown.accessibleName() == shown.toolTip() != "Vanishing gradients"


def test_the_selected_button_has_the_accent_s_ground(rail, theme):
    rail.select("builder")
    image = rail.grab().toImage()
    found = {}
    for entry in ENTRIES:
        place = button(rail, entry.id).geometry()
        found[entry.id] = image.pixelColor(place.left() + 4, place.center().y())
    assert found["builder"] == theme.color("accent_soft")
    assert found["digits"] == theme.color("surface")


def test_in_a_lecture_icons_stand_alone(qtbot, theme):
    def pictures():
        return [button.grab().toImage() for button in buttons]

    buttons = [RailButton(theme, RailEntry("digits", title)) for title in ("Digits", "Zeros")]
    for button in buttons:
        qtbot.addWidget(button)
        button.retranslate()
        button.resize(60, 60)
    with_names = pictures()
    assert with_names[0] != with_names[1]
    theme.set_lecture(True)
    alone = pictures()
    assert alone[0] == alone[1] != with_names[0]
