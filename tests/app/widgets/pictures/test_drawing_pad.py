"""The pad keeps what the pen wrote, whatever wrote it."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest

from app.appearance.theme import Theme
from app.widgets.pictures.drawing_pad import MAX_POINTS, DrawingPad, smooth_path

SIDE = 200


@pytest.fixture
def pad(qtbot):
    """A shown pad of 200 x 200 pixels that records its signals in `sent`."""
    pad = DrawingPad(Theme())
    qtbot.addWidget(pad)
    pad.resize(SIDE, SIDE)
    pad.sent = []

    def record(strokes, finished):
        pad.sent.append((strokes, finished))

    pad.strokes_changed.connect(record)
    pad.show()
    return pad


def draw(pad, *points):
    """Draw one stroke with the mouse through points in pixels."""
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(pad, QPoint(*point))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[-1]))


def test_a_stroke_is_sent_with_every_move_and_once_more_when_it_ends(pad):
    draw(pad, (20, 40), (100, 40), (180, 160))
    assert [finished for _, finished in pad.sent] == [False, False, False, True]
    (stroke,) = pad.sent[-1][0]
    assert np.allclose(stroke, [(0.1, 0.2), (0.5, 0.2), (0.9, 0.8)])


def test_undo_takes_back_one_stroke_and_clear_takes_all(pad):
    draw(pad, (20, 40), (100, 40))
    draw(pad, (30, 50), (110, 60))
    pad.undo_stroke()
    assert len(pad.sent[-1][0]) == 1
    assert pad.sent[-1][1]
    pad.clear()
    assert pad.sent[-1] == ((), True)


def test_undo_and_clear_of_an_empty_pad_send_nothing(pad):
    pad.undo_stroke()
    pad.clear()
    assert pad.sent == []


def test_backspace_and_delete_work_without_a_mouse(pad):
    draw(pad, (20, 40), (100, 40))
    draw(pad, (30, 50), (110, 60))
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    assert len(pad.strokes) == 1
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.strokes == ()


def test_strokes_from_elsewhere_are_shown_without_a_signal(pad):
    pad.set_strokes((((0.1, 0.1), (0.2, 0.9)),))
    assert pad.strokes == (((0.1, 0.1), (0.2, 0.9)),)
    assert pad.sent == []


def test_strokes_from_elsewhere_are_refused_while_the_pen_is_down(pad):
    pad.pen_down(20, 20)
    pad.pen_move(60, 60)
    pad.set_strokes(())
    assert len(pad.strokes[0]) == 2


def test_pressing_on_an_example_begins_a_new_drawing(pad):
    pad.set_strokes((((0.1, 0.1), (0.2, 0.9)),))
    pad.show_picture(np.zeros((28, 28)))
    draw(pad, (20, 40), (100, 40))
    assert len(pad.sent[-1][0]) == 1


def test_points_outside_are_held_at_the_edge(pad):
    pad.pen_down(-50, 20)
    pad.pen_move(900, 900)
    assert pad.strokes[0] == ((0.0, 0.1), (1.0, 1.0))


def test_the_paper_stays_square_in_any_room(pad):
    pad.resize(400, 200)
    pad.pen_down(200, 50)
    pad.pen_move(400, 200)
    assert pad.strokes[0] == ((0.5, 0.25), (1.0, 1.0))


def test_a_drawing_stops_growing_at_its_limit(pad):
    pad.set_strokes((tuple((0.0, i / MAX_POINTS) for i in range(MAX_POINTS)),))
    pad.pen_down(20, 20)
    pad.pen_move(100, 100)
    assert len(pad.strokes[-1]) == 1


def tablet_event(kind, x, y):
    """Build what a graphics tablet sends."""
    device = QPointingDevice.primaryPointingDevice()
    button = Qt.MouseButton.LeftButton
    return QTabletEvent(
        kind,
        device,
        QPointF(x, y),
        QPointF(x, y),
        0.5,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        Qt.KeyboardModifier.NoModifier,
        button,
        button,
    )


def test_a_tablet_pen_writes(pad):
    pad.tabletEvent(tablet_event(QEvent.Type.TabletPress, 20, 20))
    pad.tabletEvent(tablet_event(QEvent.Type.TabletMove, 100, 120))
    pad.tabletEvent(tablet_event(QEvent.Type.TabletRelease, 100, 120))
    assert pad.sent[-1] == ((((0.1, 0.1), (0.5, 0.6)),), True)


def test_a_hovering_tablet_pen_writes_nothing(pad):
    pad.tabletEvent(tablet_event(QEvent.Type.TabletMove, 100, 120))
    assert pad.sent == []


def test_a_finger_writes(pad):
    device = QTest.createTouchDevice()
    QTest.touchEvent(pad, device).press(0, QPoint(20, 20), pad).commit()
    QTest.touchEvent(pad, device).move(0, QPoint(100, 120), pad).commit()
    QTest.touchEvent(pad, device).release(0, QPoint(100, 120), pad).commit()
    assert pad.sent[-1] == ((((0.1, 0.1), (0.5, 0.6)),), True)


def test_what_is_drawn_is_light_on_near_black(pad):
    draw(pad, (20, 100), (180, 100))
    image = pad.grab().toImage()
    assert image.pixelColor(100, 100).lightness() > 230
    assert image.pixelColor(100, 30).lightness() < 30


def test_the_pad_has_a_name_for_those_who_cannot_see_it(pad):
    assert pad.objectName() == "drawing_pad"
    assert pad.accessibleName()
    assert pad.toolTip()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(points=st.lists(st.tuples(st.floats(-10, 500), st.floats(-10, 500)), max_size=30))
def test_a_smooth_path_starts_and_ends_where_the_pen_did(points):
    path = smooth_path(points)
    if len(points) > 1:
        assert path.elementAt(0).x == pytest.approx(points[0][0])
        assert path.currentPosition().x() == pytest.approx(points[-1][0])
        assert path.currentPosition().y() == pytest.approx(points[-1][1])
