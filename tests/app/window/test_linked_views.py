"""One network, many lenses: the way from one page to the other, and back."""

from __future__ import annotations

import pytest

from app.appearance.settings import Settings
from app.pages import PAGES
from app.window.linked_views import LinkedViews
from app.window.main_window import MainWindow
from engine.commands.transport import Step


@pytest.fixture
def window(qtbot, live_worker, theme, no_leaks):
    """Return the window with all pages, the builder at the front."""
    window = MainWindow(PAGES, live_worker, theme, Settings())
    linked_views = LinkedViews(window)
    window.open_page("builder")
    window.show()
    yield window, linked_views
    window.close()
    window.deleteLater()


def titles(linked_views):
    """Return what the menu offers."""
    linked_views.open_menu()
    words = [action.text() for action in linked_views.menu.actions() if action.text()]
    linked_views.menu.hide()
    return words


def test_the_builder_s_network_goes_to_the_surface_and_stays_one_run(window, live_worker):
    window, linked_views = window
    assert "This network in Surface" in titles(linked_views)
    run = live_worker._session._simulations["builder"]
    linked_views.look("surface", "builder")
    assert window.page.simulation_id == "builder"
    assert window.page.looks_at_network()
    assert live_worker._session._simulations["builder"] is run
    assert "This network in Builder" in titles(linked_views)
    assert "Here: what is this page's own" in titles(linked_views)


def test_the_way_back_is_in_the_menu(window):
    window, linked_views = window
    linked_views.look("surface", "builder")
    linked_views.show_here("surface")
    assert window.page.simulation_id == "surface"
    assert "Here: the network of Builder" in titles(linked_views)


def test_where_a_page_looks_is_kept_in_a_document(window):
    window, linked_views = window
    linked_views.look("surface", "builder")
    view = window.stack.view_values()
    assert view["surface.looks_at"] == "builder"
    current = window.stack.rebuild(view)
    window.stack.open(current)
    assert window.page.simulation_id == "builder"


@pytest.mark.parametrize("run", ["", "nowhere", "perceptrons", 7])
def test_a_document_cannot_lead_a_page_to_what_it_cannot_show(window, run):
    window, linked_views = window
    linked_views.look("surface", "builder")
    window.stack.rebuild({**window.stack.view_values(), "surface.looks_at": run})
    window.stack.open("surface")
    assert window.page.simulation_id == "surface"


def test_every_lens_is_a_simulation_of_a_page():
    known = {info.simulation for info in PAGES}
    for info in PAGES:
        assert set(info.linked_views) <= known - {info.simulation}


def test_the_builder_s_network_is_followed_there_and_back(window, live_worker):
    window, linked_views = window
    live_worker.send(Step("builder", 10))
    linked_views.look("backprop", "builder")
    page = window.page
    before = shown(window, live_worker)
    page.step_forward()
    after = shown(window, live_worker)
    assert (before.step, after.step) == (0, 1)
    assert page.time_bar.isVisibleTo(page)
    assert not page.settings.isVisibleTo(page)
    page.step_back()
    assert shown(window, live_worker).step == 0
    linked_views.show_here("backprop")
    assert page.settings.isVisibleTo(page)


def shown(window, worker):
    """Let the engine work, show what it says, and return what the page sees of backprop."""
    while worker._session.advance(0.05):
        pass
    snapshot = worker.work()
    window.show_snapshot(snapshot)
    window.show_text(snapshot)
    return snapshot.simulation("builder").payload.backprop
