"""The blueprint: the network that reads digits, layer by layer, changed by its cards."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt

from app.pages.builder.blueprint.geometry import columns_of
from app.pages.builder.blueprint.words import BY_CHANCE
from app.pages.builder.networks_button import label_of
from app.pages.builder.view import BuilderPage
from app.pages.builder.words import DIGITS, SIMULATION_ID
from app.widgets.numbers.drag_number import DragNumber
from app.widgets.time.time_bar import NOTCHES
from engine.commands.edits import SetSetting, Undo
from engine.commands.pages.digits import SelectReader, SetStrokes
from engine.commands.transport import Open, Pause, Step
from engine.data.digits.built_in import built_in_digits
from engine.data.examples import DataSet
from engine.networks.blueprints import parts_of
from engine.networks.book_networks import BOOK_NETWORKS, DIAGRAM, PLAYGROUND
from engine.networks.specification import parse_layers
from engine.simulations import SIMULATIONS
from engine.simulations.digits.simulation import Digits

DEEP = "28x28 conv4@5:relu pool2 dense9:relu softmax10"
LEFT = Qt.MouseButton.LeftButton


def small_data(name):
    """Return little data, so that a run takes a moment."""
    return DataSet(name, *(built_in_digits(n, seed=n) for n in (200, 50, 50)))


@pytest.fixture
def page(qtbot, live_worker, theme, no_leaks, monkeypatch):
    """Return the page as it looks at the untrained network of Digits."""
    monkeypatch.setitem(
        SIMULATIONS, DIGITS, lambda seed, clock: Digits(seed, load=small_data, clock=clock)
    )
    for run in (SIMULATION_ID, DIGITS):
        live_worker.send(Open(run, run))
    page = BuilderPage(live_worker.send, theme)
    page.resize(1200, 660)
    page.show()
    page.on_shown()
    show(page, live_worker)
    live_worker.send(Pause(SIMULATION_ID))
    page.look_at(DIGITS)
    show(page, live_worker)
    yield page
    page.close()
    page.deleteLater()


def show(page, worker, pieces=1):
    """Hand the page the newest snapshot."""
    snapshot = worker.work(pieces)
    page.show_snapshot(snapshot)
    page.render_text(snapshot)
    run = snapshot.simulation(page.simulation_id)
    return None if run is None else run.payload


def layers_of(page, worker):
    """Return the layers of the run of Digits in full words."""
    settings = show(page, worker).training.settings
    return parse_layers(str(settings["layers"]), str(settings["cost"])).words


def trained(page, worker, epochs=1):
    """Train for so many epochs."""
    worker.send(Step(DIGITS, epochs, "epoch"))
    while len((state := show(page, worker, 5)).training.history.epochs) < 1 + epochs:
        pass
    return state


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


def test_a_layer_grows_by_a_click_by_typing_and_by_a_drag(qtbot, page, live_worker):
    head = page.blueprint.heads[1]
    qtbot.mouseClick(head.more_button, LEFT)
    assert layers_of(page, live_worker) == "784 dense31:sigmoid dense10:sigmoid"
    line = head.number.lineEdit()
    head.number.selectAll()
    qtbot.keyClicks(head.number, "12")
    qtbot.keyClick(head.number, Qt.Key.Key_Return)
    assert layers_of(page, live_worker) == "784 dense12:sigmoid dense10:sigmoid"
    middle = line.rect().center()
    qtbot.mousePress(line, LEFT, pos=middle)
    qtbot.mouseMove(line, middle + QPoint(61, 0))
    assert head.number.value() == 22
    assert layers_of(page, live_worker) == "784 dense12:sigmoid dense10:sigmoid"
    qtbot.mouseRelease(line, LEFT, pos=middle + QPoint(61, 0))
    assert layers_of(page, live_worker) == "784 dense22:sigmoid dense10:sigmoid"


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
    assert [head.field.isVisible() for head in blueprint.heads[:3]] == [False, True, False]
    qtbot.mouseClick(blueprint.heads[1].remove_button, LEFT)
    qtbot.mouseClick(page.blueprint.heads[1].remove_button, LEFT)
    show(page, live_worker)
    assert layers_of(page, live_worker).startswith("784 dense30")


def test_fields_activations_and_pooling_are_chosen(page, live_worker):
    live_worker.send(SetSetting(DIGITS, "layers", DEEP))
    show(page, live_worker)
    heads = page.blueprint.heads
    heads[1].field.chosen.emit(3, True)
    heads = page.blueprint.heads
    show(page, live_worker)
    for place, name in ((1, "tanh"), (2, "average"), (3, "sigmoid")):
        box = page.blueprint.heads[place].function_box
        box.setCurrentIndex(box.findData(name))
        box.activated.emit(box.currentIndex())
        show(page, live_worker)
    expected = "28x28 conv4@3:tanh avgpool2 dense9:sigmoid dense10:softmax"
    assert layers_of(page, live_worker) == expected
    live_worker.send(Undo())
    assert "dense9:relu" in layers_of(page, live_worker)
    assert page.blueprint.heads[3].function_box.currentData() == "relu"


def test_what_cannot_be_is_refused_in_a_sentence_and_the_card_goes_back(page, live_worker):
    live_worker.send(SetSetting(DIGITS, "layers", DEEP))
    trained(page, live_worker)
    before = show(page, live_worker).training
    page.blueprint.heads[1].field.setValue(40)
    state = show(page, live_worker)
    assert "make its field smaller" in str(live_worker.latest.notice)
    assert state.training.step == before.step > 0
    assert page.blueprint.heads[1].field.value() == 5
    page.blueprint.heads[3].number.setValue(0)
    show(page, live_worker)
    assert "layers of 1 to" in str(live_worker.latest.notice)
    assert page.blueprint.heads[3].number.value() == 9


def test_other_layers_keep_what_was_learned(qtbot, page, live_worker):
    accuracy = trained(page, live_worker, 8).training.history.validation_accuracy[-1]
    assert accuracy > BY_CHANCE
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
    eta = page.learning.fields["eta"].control
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


def test_a_lecture_shows_names_and_sizes_alone(theme, page, live_worker):
    theme.set_lecture(True)
    show(page, live_worker)
    head = page.blueprint.heads[1]
    assert head.title.text() == "dense30"
    assert not head.more_button.isVisible()
    assert not any(button.isVisible() for button in page.blueprint.inserts)
    theme.set_lecture(False)
    show(page, live_worker)
    assert page.blueprint.heads[1].more_button.isVisible()


def test_every_number_says_where_it_comes_from(page, live_worker):
    live_worker.send(SetSetting(DIGITS, "layers", DEEP))
    show(page, live_worker)
    canvas = page.blueprint.canvas
    step = canvas.width() / 5
    said = [canvas.explanation_at(step * (place + 0.5)) for place in range(5)]
    assert "28×28" in said[0]
    assert "(1 × 5 × 5 shared weights + 1 bias) × 4 maps = 104" in said[1]
    assert "4×24×24 becomes 4×12×12" in said[2]
    assert "(576 weights + 1 bias) × 9 neurons = 5,193" in said[3]


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


@pytest.mark.parametrize("network", BOOK_NETWORKS, ids=lambda network: network.name)
@pytest.mark.parametrize("size", [(560, 200), (860, 330), (1500, 700)])
def test_nothing_overlaps_and_nothing_leaves_the_stage(network, size):
    parts = parts_of(parse_layers(network.layers))
    boxes = []
    for column in columns_of(parts, QRectF(0, 0, *size)):
        box = QRectF()
        for rect in (*column.sheets, *column.neurons):
            assert QRectF(-0.5, -0.5, size[0] + 1, size[1] + 1).contains(rect)
            box = box.united(rect)
        boxes.append(box)
    assert all(not a.intersects(b) for a, b in pairwise(boxes))


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
