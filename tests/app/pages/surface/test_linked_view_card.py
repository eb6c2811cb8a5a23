"""Plane, zoom and learning rate of a network's surface."""

from __future__ import annotations

import pytest

from app.pages.surface.controls_card import eta_of
from app.pages.surface.linked_view_card import ZOOMS, notch_of_zoom, zoom_of
from tests.support.pages.shown.surface import settle


def test_plane_zoom_and_rate_are_chosen_in_the_card(network_page, live_worker):
    linked_view = network_page.network_side.linked_view
    linked_view.slice_box.setCurrentIndex(linked_view.slice_box.findData("weights"))
    linked_view.slice_box.activated.emit(linked_view.slice_box.currentIndex())
    linked_view.fixed_box.click()
    linked_view.zoom_slider.setValue(ZOOMS)
    linked_view.eta_slider.setValue(0)
    state = settle(network_page, live_worker)
    assert state.surface.linked_view.kind == "weights"
    assert state.surface.linked_view.fixed
    assert state.surface.reach[1] == pytest.approx(0.6)
    assert state.training.settings["eta"] == eta_of(0)
    assert linked_view.weight_boxes["first"].count() == 18
    assert not linked_view.other_button.isVisibleTo(linked_view)


def test_notches_of_the_zoom_are_where_they_say():
    for notch in range(ZOOMS + 1):
        assert notch_of_zoom(zoom_of(notch)) == notch
