"""A slider says whether it is still in a hand."""

from PySide6.QtCore import Qt

from app.widgets.numbers.held_slider import HeldSlider


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
