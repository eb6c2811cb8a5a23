"""A hand that works on one page with a live engine, and eyes."""

from __future__ import annotations

from engine.commands.edits import SetSetting


class PageHand:
    """A shown page; remembers what the page has sent.

    Parameters
    ----------
    run : str
        Id of the run, which is open.
    make_page : callable
        (send, theme) -> Page.

    Attributes
    ----------
    page : Page
    sent : list of Command
        All commands of the page since the last `take`.
    """

    def __init__(self, worker, theme, run, make_page):
        self.worker, self.sent, self._simulation_id = worker, [], run
        self.page = make_page(self._send, theme)
        self.page.resize(1204, 672)
        self.page.show()
        self.page.on_shown()

    def _send(self, command):
        self.sent.append(command)
        return self.worker.send(command)

    def show(self, *commands):
        """Do what is asked, hand the page the newest snapshot; return what it shows."""
        for command in commands:
            self.worker.send(command)
        snapshot = self.worker.work()
        self.page.show_snapshot(snapshot)
        self.page.render_text(snapshot)
        return snapshot.simulation(self._simulation_id).payload

    def set(self, **values):
        """Change settings; return what the page shows."""
        return self.show(
            *(SetSetting(self._simulation_id, name, value) for name, value in values.items())
        )

    def take(self, kind=object):
        """Return the commands of a class since the last time, and forget all."""
        taken = [command for command in self.sent if isinstance(command, kind)]
        self.sent.clear()
        return taken

    @property
    def simulation(self):
        """The run as the page saw it last."""
        return self.page.simulation
