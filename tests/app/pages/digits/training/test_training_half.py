"""The training half: settings that unfold take the room of the neuron."""

from __future__ import annotations

from tests.support.pages.digits_states import state_of


def test_settings_that_unfold_take_the_room_of_the_neuron(page, show):
    show()
    page.side.open_training()
    panel = page.side.training
    assert panel.neuron_panel.isVisible()
    narrow = panel.settings.width()
    panel.settings.form.more_button.click()
    panel.layout().activate()
    assert not panel.neuron_panel.isVisible()
    assert panel.settings.width() > 1.5 * narrow
    panel.settings.form.more_button.click()
    assert panel.neuron_panel.isVisible()


def test_a_lecture_leaves_the_board_alone(page, show):
    show()
    page.side.open_training()
    panel = page.side.training
    panel.theme.set_lecture(True)
    assert panel.board.isVisible()
    assert not panel.settings.isVisible()
    assert not panel.neuron_panel.isVisible()
    panel.theme.set_lecture(False)
    assert panel.settings.isVisible()
    assert panel.neuron_panel.isVisible()


def test_the_fold_button_asks_to_be_folded(page, show, reader):
    show()
    page.side.open_training()
    asked = []
    panel = page.side.training
    panel.fold_asked.connect(lambda: asked.append(True))
    panel.fold_button.click()
    assert asked == [True]
    # what is not seen is not refreshed with the texts
    panel.neuron_panel.refresh()
    panel.render_text(state_of(reader, version=3))
    assert panel.neuron_panel.waiting
