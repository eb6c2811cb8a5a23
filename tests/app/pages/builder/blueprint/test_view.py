"""The blueprint: columns of layers, buttons between them, the network of the run."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from app.pages.builder.blueprint.words import CHANCE_ACCURACY
from app.pages.builder.networks_button import label_of
from app.pages.builder.words import DIGITS, SIMULATION_ID
from app.widgets.numbers.drag_number import DragNumber
from app.widgets.time.time_bar import NOTCHES
from engine.commands.edits import Undo
from engine.commands.pages.digits import SelectReader, SetStrokes
from engine.commands.transport import Pause
from engine.networks.book_networks import BOOK_NETWORKS, DIAGRAM, PLAYGROUND
from tests.support.pages.shown.blueprint import LEFT, layers_of, show, trained


def test_every_layer_has_a_column_with_its_card(page):
    blueprint = page.blueprint
    assert blueprint.isVisible()
    assert not page.stage.isVisible()
    assert not page.points.isVisible()
    assert [part.shape for part in blueprint.parts] == [(1, 28, 28), (30,), (10,)]
    assert [head.title.text() for head in blueprint.heads] == ["picture", "dense", "output"]
    assert blueprint.heads[1].number.value() == 30
    assert "23,860" in blueprint.note.text()
    assert "23,860" in page.sentence.text()


def test_layers_are_put_in_and_taken_out_by_their_buttons(qtbot, page, live_worker):
    blueprint = page.blueprint
    qtbot.mouseClick(blueprint.inserts[1], LEFT)
    assert layers_of(page, live_worker).split()[1:] == [
        "dense30:sigmoid", "dense30:sigmoid", "dense10:sigmoid"
    ]  # fmt: skip
    qtbot.mouseClick(blueprint.inserts[0], LEFT)
    choices = [action.text() for action in blueprint.menu.actions()]
    assert choices == ["a dense layer", "a convolution and pooling", "a convolution"]
    blueprint.menu.actions()[1].trigger()
    blueprint.menu.close()
    assert layers_of(page, live_worker).startswith("28x28 conv20@5:sigmoid pool2 dense30")
    assert ["kernel" in head.fields for head in blueprint.heads[:3]] == [False, True, False]
    qtbot.mouseClick(blueprint.heads[1].remove_button, LEFT)
    qtbot.mouseClick(page.blueprint.heads[1].remove_button, LEFT)
    show(page, live_worker)
    assert layers_of(page, live_worker).startswith("784 dense30")


def test_other_layers_keep_what_was_learned(qtbot, page, live_worker):
    accuracy = trained(page, live_worker, 8).training.history.validation_accuracy[-1]
    assert accuracy > CHANCE_ACCURACY
    assert "validation digits are right" in page.sentence.text()
    qtbot.mouseClick(page.blueprint.heads[1].more_button, LEFT)
    for _ in range(20):
        state = show(page, live_worker, 5)
    assert state.training.step == 0
    assert state.training.history.validation_accuracy[0] == pytest.approx(accuracy)
    assert page.sentence.text().startswith("Epoch 0")


def test_the_picture_on_the_pad_is_drawn_and_what_the_network_makes_of_it(page, live_worker):
    canvas = page.blueprint.canvas
    assert canvas._levels(2) is None
    before = canvas.grab().toImage()
    live_worker.send(SetStrokes(DIGITS, (((0.3, 0.2), (0.7, 0.2), (0.4, 0.8)),)))
    state = trained(page, live_worker)
    for _ in range(3):
        state = show(page, live_worker)
    assert canvas.grab().toImage() != before
    np.testing.assert_allclose(canvas._levels(2), state.reading.activations[2], atol=1e-6)
    ends = [*range(4), *range(26, 30)]
    np.testing.assert_allclose(canvas._levels(1), state.reading.activations[1][ends], atol=1e-6)
    weights = state.network.weights[1]
    np.testing.assert_allclose(canvas._weights(2), weights[:, ends].T.ravel(), atol=1e-6)
    lines = canvas._lines(2)
    assert len(lines.ends) == 8 * 10
    assert ((lines.dashes > 0) == (canvas._weights(2) < 0)).all()
    assert canvas._weights(1) is None
    live_worker.send(SelectReader(DIGITS, "plain"))
    show(page, live_worker)
    assert canvas._levels(2) is None
    assert canvas._weights(2) is None


def test_the_bar_of_time_and_the_learning_card_belong_to_the_run(qtbot, page, live_worker):
    page.time_bar.play_button.click()
    while not show(page, live_worker).training.step:
        pass
    live_worker.send(Pause(DIGITS))
    show(page, live_worker)
    assert live_worker.latest.simulation(DIGITS).step > 0
    assert live_worker.latest.simulation(SIMULATION_ID).step == 0
    eta = page.learning.form.rows["eta"].control
    eta.selectAll()
    qtbot.keyClicks(eta, "0.25")
    qtbot.keyClick(eta, Qt.Key.Key_Return)
    assert show(page, live_worker).training.settings["eta"] == 0.25
    assert live_worker.latest.simulation(SIMULATION_ID).payload.training.settings["eta"] != 0.25
    fast = page.time_bar.speed_slider.value()
    page.look_at(SIMULATION_ID)
    show(page, live_worker)
    assert page.time_bar.speed_slider.value() < fast == NOTCHES
    assert page.stage.isVisible()
    assert page.points.isVisible()
    assert eta.text() != "0.25"


def test_the_keys_plus_and_minus_change_the_last_hidden_layer(page, live_worker):
    page.add_neuron()
    assert "dense31" in layers_of(page, live_worker)
    page.drop_neuron()
    assert "dense30" in layers_of(page, live_worker)


def test_the_keys_plus_and_minus_leave_pooling_alone(page, live_worker):
    page.blueprint.layers_asked.emit("28x28 conv20@5 pool2 softmax10")
    show(page, live_worker)
    page.add_neuron()
    assert layers_of(page, live_worker).startswith("28x28 conv21@5:sigmoid pool2 ")


# --- the menu of networks -----------------------------------------------------------------------


def test_the_menu_lists_every_network_of_the_table(qtbot, page):
    button = page.blueprint.networks_button
    qtbot.mouseClick(button, LEFT)
    parts = [action.menu() for action in button.menu_of_networks.actions()]
    assert len(parts) == 4
    texts = [action.text() for part in parts for action in part.actions()]
    button.menu_of_networks.close()
    assert all(label_of(network) in texts for network in BOOK_NETWORKS)


@pytest.mark.parametrize("network", BOOK_NETWORKS[::3], ids=lambda network: network.name)
def test_a_network_of_the_book_is_built_where_it_belongs(page, live_worker, network):
    page._on_network_chosen(network.name)
    state = show(page, live_worker)
    if network.use == DIAGRAM:
        assert page.blueprint.isVisible()
        assert "cannot learn" in page.sentence.text()
        page.blueprint.back_button.click()
        show(page, live_worker)
        assert "784" in page.blueprint.notation.text()
        return
    assert page.simulation_id == (SIMULATION_ID if network.use == PLAYGROUND else DIGITS)
    assert str(state.training.settings["layers"]) == network.layers
    for name, value in network.settings.items():
        assert state.training.settings[name] == value


def test_a_network_of_the_plane_comes_with_its_points_and_is_taken_back(page, live_worker):
    page._on_network_chosen("plane:spirals")
    state = show(page, live_worker)
    assert (state.points.shape, state.network.sizes) == ("spirals", (2, 16, 16, 1))
    live_worker.send(Undo())
    state = show(page, live_worker)
    assert (state.points.shape, state.network.sizes) == ("clusters", (2, 4, 1))


# --- where things lie ---------------------------------------------------------------------------


def test_a_number_is_not_changed_by_a_click_or_by_the_wheel(qtbot, theme):
    number = DragNumber("size", 16, live=True)
    qtbot.addWidget(number)
    number.show()
    number.show_value(4)
    told = []
    number.chosen.connect(lambda value, finished: told.append((value, finished)))
    line = number.lineEdit()
    qtbot.mouseClick(line, LEFT)
    assert told == []
    middle = line.rect().center()
    qtbot.mousePress(line, LEFT, pos=middle)
    for across in (7, 13, 400):
        qtbot.mouseMove(line, middle + QPoint(across, 0))
    qtbot.mouseRelease(line, LEFT, pos=middle)
    assert told == [(5, False), (6, False), (16, False), (16, True)]
