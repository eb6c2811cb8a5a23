"""The panel stands beside the stage, which keeps more than half of the window."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from app.widgets.window.side_panel import PANEL_SHARE, STAGE_SHARE, SidePanel


@pytest.fixture
def side(qtbot, theme):
    """Return a side panel 1280 pixels wide whose panel is closed."""
    stage, panel = QWidget(), QWidget()
    panel.hide()
    side = SidePanel(theme, stage, panel)
    side.stage, side.panel = stage, panel
    qtbot.addWidget(side)
    side.resize(1280, 720)
    side.show()
    return side


def test_the_stage_has_all_the_room_while_the_panel_is_closed(side):
    assert side.stage.width() == 1280
    side.panel.show()
    assert side.stage.width() + side.panel.width() == 1280
    assert side.panel.geometry().left() == side.stage.width()
    side.panel.hide()
    assert side.stage.width() == 1280


@pytest.mark.parametrize("width", [600, 960, 1280, 1920])
@pytest.mark.parametrize("lecture", [False, True])
def test_the_stage_keeps_its_share_at_every_width(side, theme, width, lecture):
    theme.set_lecture(lecture)
    side.panel.show()
    side.resize(width, 600)
    side.set_panel_width(10_000)
    assert side.panel.width() <= PANEL_SHARE * width + 1
    assert side.stage.width() >= STAGE_SHARE * width - 1


def test_its_edge_is_dragged(side, qtbot):
    side.panel.show()
    before = side.panel.width()
    grip = side.findChild(QWidget, "panel_grip")
    qtbot.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(0, 50))
    qtbot.mouseMove(grip, QPoint(-40, 50))
    assert side.panel.width() == before + 40
    side.set_panel_width(0)
    assert 0 < side.panel.width() < before


def test_it_grows_with_the_type(side, theme):
    side.panel.show()
    before = side.panel.width()
    theme.set_lecture(True)
    assert side.panel.width() > before
