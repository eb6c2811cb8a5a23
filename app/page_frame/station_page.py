"""What pages of several stations share: a switch, a sentence, the stations, a bar of time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.page_frame.page import KeyAction, Page, keep_keys_free
from app.widgets.basics.elided import ElidedLabel
from app.widgets.basics.station_switch import StationSwitch
from app.widgets.time.step_bar import StepBar
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting


class Station(Protocol):
    """What the page asks of whatever stands on its stage."""

    def set_lecture(self, lecture: bool) -> None:
        """Fold what the last row cannot read."""
        ...

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        ...


class StationPage(Page):
    """A page with a switch between stations in the title bar.

    Parameters
    ----------
    simulation_id : str
        Id of the run; object names begin with it.
    names : mapping
        Name and meaning of each station, English; shown through `tr`.
    play : str
        What Play does, English; shown through `tr`.
    """

    def __init__(
        self,
        send: SendCommand,
        theme: Theme,
        simulation_id: str,
        names: Mapping[str, tuple[str, str]],
        play: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(send, theme, simulation_id, parent)
        self.setObjectName(f"{simulation_id}_page")
        self.switch = StationSwitch(names)
        keep_keys_free(self.switch)
        self.sentence = ElidedLabel(f"{simulation_id}_sentence", self)
        self.sentence.setProperty("role", "sentence")
        self.stack = QStackedWidget(self)
        self.stack.setObjectName("stations")
        self.bar = StepBar(theme, send, simulation_id, play, self)
        self._stage: tuple[Station, ...] = ()
        self._body = QVBoxLayout()
        self._body.addWidget(self.sentence)
        self._body.addWidget(self.stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._body, 1)
        layout.addWidget(self.bar)
        self.switch.station_chosen.connect(self.show_station)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def put_on_stage(self, *parts: Station) -> None:
        """Take the widgets of all stations, in order; once."""
        self._stage = parts
        for part in parts:
            assert isinstance(part, QWidget)  # a Protocol cannot say so
            self.stack.addWidget(part)

    def bring(self, part: QWidget) -> None:
        """Show a widget of the stage, unless it is shown already."""
        if self.stack.currentWidget() is not part:
            self.stack.setCurrentWidget(part)

    def show_station(self, station: str) -> None:
        """Look at another station."""
        self.send(SetSetting(self.simulation_id, "station", station))

    # --- what the frame calls -----------------------------------------------------------------

    def title_widget(self) -> QWidget:
        return self.switch

    def set_lecture(self, lecture: bool) -> None:
        for part in self._stage:
            part.set_lecture(lecture)

    def retranslate(self) -> None:
        self.switch.retranslate()
        self.bar.retranslate()
        for part in self._stage:
            part.retranslate()
        if self.snapshot is not None:
            self.render(self.snapshot)

    # --- private ----------------------------------------------------------------------------------

    def _on_theme_changed(self) -> None:
        gap = self.theme.size("gap")
        self._body.setContentsMargins(gap, gap // 2, gap, gap)
        self._body.setSpacing(gap // 2)


def station_keys(labels: Mapping[str, str], show: Callable[[str], None]) -> tuple[KeyAction, ...]:
    """Return the keys 1, 2, … that lead to the stations of a page.

    Parameters
    ----------
    labels : mapping
        What each key does, English, by station; in order.
    show : callable
        (station) shows it.
    """
    return tuple(
        KeyAction((str(number),), label, partial(show, station))
        for number, (station, label) in enumerate(labels.items(), 1)
    )
