"""Two pages that record what is asked of them, and snapshots of their run."""

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from app.appearance.translation import language
from app.page_frame.group import Column
from app.page_frame.keys import KeyAction
from app.page_frame.page import Page
from app.page_frame.page_info import PageInfo
from engine.snapshots import SimulationSnapshot, Snapshot, Status


class Sample(Page):
    """A page that records what is asked of it."""

    def __init__(self, send, theme):
        super().__init__(send, theme, "first")
        self.log = []
        self.switch = QLabel("switch")
        self.button = QPushButton("a button", self)
        self.field = QLineEdit(self)
        self.lay_out(Column(theme, self.button, self.field))
        theme.changed.connect(self.note_lecture)

    def render(self, snapshot):
        self.log.append(("render", snapshot.clock))

    def render_text(self, snapshot):
        self.log.append(("text", snapshot.clock))

    def on_shown(self):
        self.log.append("shown")

    def on_hidden(self):
        self.log.append("hidden")

    def note_lecture(self):
        self.log.append(("lecture", self.theme.lecture))

    def retranslate(self):
        self.log.append(("retranslate", language()))

    def title_widget(self):
        return self.switch

    def key_actions(self):
        mine = KeyAction(("C",), "Clear the sample", self.clear)
        return (mine, *super().key_actions())

    def clear(self):
        self.log.append("cleared")


PAGES = (
    PageInfo("first", "First", 1, "digits", "What to do first.", Sample),
    PageInfo("second", "Second", 2, "digits", "What to do then.", Sample),
)


def snapshot(clock=1, status=Status.IDLE, notice=None, failure=None):
    """Return a snapshot of the first page's run."""
    run = SimulationSnapshot("first", "digits", status, 0, 0.0, None, failure)
    return Snapshot(clock, clock, (run,), notice)
