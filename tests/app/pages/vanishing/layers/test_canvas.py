"""The picture of the deep network: clicked, pointed at, worked with the keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from app.pages.vanishing.words import scientific
from engine.commands.edits import SetSetting
from tests.support.pages.vanishing_page import LEFT, mouse


def test_a_click_on_a_layer_enlarges_its_bars_and_the_factor_is_told(hand):
    hand.set(depth=4)
    canvas = hand.page.layers.canvas
    at = canvas.places.column(0).center()
    mouse(canvas, QEvent.Type.MouseButtonPress, at, LEFT)
    (sent,) = hand.take(SetSetting)
    assert (sent.name, sent.value) == ("magnifier", 2)
    hand.show()
    assert "magnifier ×100" in hand.page.layers.magnifier.words.text()
    assert canvas.scale.factor == 100.0
    qtbot_less = hand.page.layers.magnifier.less_button
    qtbot_less.click()
    assert hand.take(SetSetting)[0].value == 1


def test_what_lies_below_the_pointer_is_told(hand):
    hand.set(depth=2)
    canvas = hand.page.layers.canvas
    layout = canvas.places
    value = float(hand.state.laboratory.moment.gradients.biases[1][3])
    words = canvas.tip_at(layout.box(1, 3).center())
    assert "neuron 4 of layer 2" in words
    assert scientific(value, 3).replace("·10", "e")[:4] in words.replace("·10", "e")
    assert "‖δ‖" in canvas.tip_at(QPointF(layout.columns[0], layout.gauge.center().y()))
    assert canvas.tip_at(QPointF(1, 1)) == ""


def test_only_a_tool_tip_is_answered_with_one(hand, monkeypatch):
    hand.set(depth=2)
    canvas = hand.page.layers.canvas
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda *told_with: told.append(told_with[1]))
    at = canvas.places.box(1, 3).center().toPoint()
    for kind in (QEvent.Type.WhatsThis, QEvent.Type.QueryWhatsThis, QEvent.Type.ToolTip):
        canvas.event(QHelpEvent(kind, at, canvas.mapToGlobal(at)))
    assert len(told) == 1
    assert "neuron 4 of layer 2" in told[0]


def test_the_keyboard_goes_from_layer_to_layer(qtbot, hand):
    hand.set(depth=3)
    canvas = hand.page.layers.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert hand.take(SetSetting)[-1].name == "magnifier"
