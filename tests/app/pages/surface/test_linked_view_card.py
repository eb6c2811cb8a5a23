"""Plane, zoom and learning rate of a network's surface."""

from __future__ import annotations

import pytest

from tests.support.pages.shown.surface import settle


def test_plane_zoom_and_rate_are_chosen_in_the_card(network_page, live_worker):
    linked_view = network_page.linked_view
    rows = linked_view.form.rows
    box = rows["plane"].box
    box.setCurrentIndex(box.findData("weights"))
    box.activated.emit(box.currentIndex())
    rows["fixed"].box.click()
    rows["zoom"].slider.setValue(rows["zoom"].slider.maximum())
    linked_view.rate.rows["eta"].slider.setValue(0)
    state = settle(network_page, live_worker)
    assert state.surface.linked_view.kind == "weights"
    assert state.surface.linked_view.fixed
    assert state.surface.reach[1] == pytest.approx(0.6)
    assert state.training.settings["eta"] == 0.001
    assert linked_view.weight_boxes["first"].count() == 18
    assert not linked_view.other_button.isVisibleTo(linked_view)
    assert linked_view.rate.rows["eta"].slider.objectName() == "network_eta_slider"


def test_a_weight_of_the_plane_is_chosen_by_name(network_page, live_worker):
    linked_view = network_page.linked_view
    linked_view.form.change("plane", "weights", finished=True)
    settle(network_page, live_worker)
    box = linked_view.weight_boxes["second"]
    box.setCurrentIndex(3)
    box.activated.emit(3)
    assert settle(network_page, live_worker).surface.settings["second"] == 2
