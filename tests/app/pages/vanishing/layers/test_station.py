"""The station of layers: layers are added and taken away, cards come to the front."""

from __future__ import annotations

from app.pages.vanishing.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.transport import Start, Step
from tests.support.pages.vanishing_page import LEFT, picture


def test_the_first_click_adds_a_layer_and_the_first_one_goes_dark(qtbot, hand):
    assert "Add a layer" in hand.page.sentence.text()
    before = picture(hand.page.layers.canvas)
    qtbot.mouseClick(hand.page.layers.add_button, LEFT)
    assert hand.take(SetSetting) == [SetSetting(SIMULATION_ID, "depth", 2)]
    hand.settle()
    speeds = hand.state.laboratory.moment.gradients.speeds
    assert speeds[1] > 3 * speeds[0]
    assert "slower than layer 2" in hand.page.sentence.text()
    assert picture(hand.page.layers.canvas) != before
    assert hand.page.layers.stage.title.text() == "784 – 30 – 30 – 10"


def test_layers_stop_at_one_and_at_ten(qtbot, hand):
    assert not hand.page.layers.remove_button.isEnabled()
    hand.set(depth=10)
    assert not hand.page.layers.add_button.isEnabled()
    hand.page.layers.add_layer()
    assert hand.take(SetSetting) == []
    qtbot.mouseClick(hand.page.layers.remove_button, LEFT)
    assert hand.take(SetSetting) == [SetSetting(SIMULATION_ID, "depth", 9)]


def test_speeds_are_drawn_while_it_learns_and_come_to_the_front(hand):
    hand.set(depth=2, speed=1000.0)
    layers = hand.page.layers
    hand.show(Start(SIMULATION_ID))
    assert not layers.speeds_card.isHidden()
    assert layers.court_card.isHidden()
    hand.settle(Step(SIMULATION_ID, 6))
    lines = layers.plot.figure.lines
    assert [line.label for line in lines] == ["layer 1", "layer 2"]
    assert len(lines[0].x) >= 7
    assert "epoch" in hand.page.bar.place_label.text()
    layers.show_face("suspects")
    assert layers.speeds_card.isHidden()


def test_all_cards_are_there_where_there_is_room(qtbot, hand):
    hand.page.resize(1844, 1032)
    layers = hand.page.layers
    qtbot.waitUntil(lambda: layers.height() > 760)
    assert not layers.speeds_card.isHidden()
    assert not layers.court_card.isHidden()
