"""The stage of the Cost surface: the network beside its map."""

from __future__ import annotations

from tests.support.pages.shown.surface import settle


def test_the_network_stands_beside_its_surface(network_page, live_worker):
    network_page.stage.beside_button.click()
    state = settle(network_page, live_worker)
    assert state.playground is not None
    assert network_page.stage.canvas.isVisibleTo(network_page)
    network_page.stage.beside_button.click()
    assert settle(network_page, live_worker).playground is None
