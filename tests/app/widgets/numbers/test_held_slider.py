"""A slider says whether it is still in a hand."""

from PySide6.QtCore import QPoint, Qt

from app.widgets.numbers.held_slider import HeldSlider
from tests.support.mouse import move, press, release


def test_a_drag_is_unfinished_until_it_is_let_go(qtbot):
    slider = HeldSlider()
    qtbot.addWidget(slider)
    told = []
    slider.dragged.connect(lambda value, finished: told.append((value, finished)))
    slider.setSliderDown(True)
    slider.setValue(30)
    slider.setValue(40)
    slider.setSliderDown(False)
    assert told == [(30, False), (40, False), (40, True)]


def test_keys_and_pages_finish_at_once(qtbot):
    slider = HeldSlider()
    qtbot.addWidget(slider)
    told = []
    slider.dragged.connect(lambda value, finished: told.append((value, finished)))
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert told == [(1, True)]
    slider.setSliderDown(True)
    slider.setSliderDown(False)
    assert told == [(1, True)]


def test_esc_ends_a_drag_and_the_slider_stays_until_it_is_pressed_again(qtbot):
    slider = HeldSlider()
    slider.resize(200, 30)
    qtbot.addWidget(slider)
    told, cancelled = [], []
    slider.dragged.connect(lambda value, finished: told.append(finished))
    slider.cancelled.connect(lambda: cancelled.append(slider.value()))
    handle = QPoint(7, 15)
    press(slider, handle)
    move(slider, handle + QPoint(60, 0))
    dragged = slider.value()
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    qtbot.keyClick(slider, Qt.Key.Key_Escape)
    move(slider, handle + QPoint(120, 0))
    release(slider, handle + QPoint(120, 0))
    assert (cancelled, told, slider.value()) == ([dragged], [False], dragged)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert told == [False, True]
