"""A hand on the page Learning slow-down."""

from __future__ import annotations

from app.pages.slowdown.view import SlowdownPage
from app.pages.slowdown.words import SIMULATION_ID
from engine.commands.transport import Open, Seek
from tests.support.open_page import OpenPage
from tests.support.pages.hands import PageHand


class Hand(PageHand):
    """The page with a live engine."""

    def __init__(self, worker, theme):
        worker.send(Open(SIMULATION_ID, SIMULATION_ID))
        super().__init__(worker, theme, SIMULATION_ID, SlowdownPage)
        self.show()

    def station(self, name):
        """Look at a station; return its widget."""
        self.set(station=name)
        return self.page.stations[name]

    def seek(self, step):
        """Show a step."""
        return self.show(Seek(SIMULATION_ID, step))

    @property
    def state(self):
        """What the page saw last."""
        return self.page.state


def view_at(step=0, **settings):
    """Return the view of a station at a step, without a window."""
    page = OpenPage(SIMULATION_ID)
    page.set(**settings)
    state = page.send(Seek(SIMULATION_ID, step))
    page.close()
    return state.view
