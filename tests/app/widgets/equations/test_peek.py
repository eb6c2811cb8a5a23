"""A click on a number shows its equation inside the window, until the next click or key."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from app.appearance.translation import set_language
from app.widgets.equations.peek import EquationPeek
from app.widgets.equations.table import EQUATIONS


@pytest.fixture
def peek(qtbot, theme):
    """Return a card over a shown window of 900 × 500."""
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(900, 500)
    ground.show()
    yield EquationPeek(theme, ground)
    ground.close()


@pytest.mark.parametrize("place", [(0, 0), (899, 499), (450, 250), (899, 0)])
def test_it_stays_within_the_window(peek, place):
    ground = peek.parentWidget()
    for equation in EQUATIONS:
        assert peek.show_at(equation.number, ground.mapToGlobal(QPoint(*place)))
        corner = ground.mapFromGlobal(peek.pos())
        assert corner.x() >= 0
        assert corner.y() >= 0
        assert corner.y() + peek.height() <= 500
        assert corner.x() + peek.width() <= 900
        peek.close()


def test_a_key_or_a_click_closes_it(peek, qtbot):
    for use in (
        lambda: qtbot.keyClick(peek, Qt.Key.Key_Escape),
        lambda: qtbot.mouseClick(peek, Qt.MouseButton.LeftButton),
    ):
        peek.show_at("BP2", QPoint(400, 300))
        assert peek.isVisible()
        use()
        assert not peek.isVisible()


def test_what_is_not_listed_is_not_shown(peek):
    assert not peek.show_at("BP9", QPoint(0, 0))
    assert not peek.isVisible()


def test_it_says_its_meaning_in_the_language_of_the_window(peek):
    set_language("es")
    peek.show_at("57", QPoint(400, 300))
    assert peek.meaning.text() == "La entropía cruzada de n ejemplos."
    assert peek.number.text() == "(57)"
    peek.close()
