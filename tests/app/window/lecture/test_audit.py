"""Audit of lectures: type, contrast, nothing cut, a control within reach, no key twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

import pytest

from app.appearance.contrast import LEAST, LEAST_OF_LINES
from app.appearance.settings import Settings
from app.page_frame.keys import listed
from app.pages import PAGES
from app.window.application import equip
from app.window.main_window import MainWindow
from engine.commands.transport import Open, Pause, Step
from engine.simulations import SIMULATIONS
from tests.app.page_frame.test_keys import SHOWN
from tests.support.pages.cases import CASES
from tests.support.window.painted import Painting

TYPE_PX, CHIP_PX, CUT_PX = 24.0, 56, 4.0
ROUNDING = 0.06
"""Contrasts are measured on pixels of eight bits."""

SIZES = (((1280, 720), 100), ((1920, 1080), 100), ((3840, 2160), 200))
"""Width and height of the window, and interface scale in percent."""

LOOKS = tuple(product(("en", "es"), ("light", "dark")))
MARKS = ("negative", "positive", "cost", "accuracy", "accent", "twin_1", "twin_2", "twin_3")
"""Tokens of lines that mean something; mixtures with the ground show how strong a thing is."""

CUT_OFF = re.compile(r"\w…$")
"""End of a text that was cut amid a word; a space before the dots is written on purpose."""

QUICK = {("surface", ""), ("slowdown", "derivation"), ("vanishing", "race")}
"""Pages and stations of the default run; the slow one takes all."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault, with what it is found at; equal ones are reported once."""

    fault: str
    at: str


class Audit:
    """Faults of what a window shows in a lecture."""

    def __init__(self, window: MainWindow, scale: int) -> None:
        self._window, self._factor = window, scale / 100
        self._painting = Painting(window)

    def findings(self) -> list[Finding]:
        """Return all faults."""
        return [*self._words(), *self._lines(), *self._touching(), *self._reach(), *self._keys()]

    def _words(self):
        painting, factor = self._painting, self._factor
        for word in painting.words:
            if word.pixels < TYPE_PX * factor - 0.5:
                yield Finding(f"type of {word.pixels:.0f} px", word.text)
            if word.cut > CUT_PX * factor:
                yield Finding("cut at an edge", word.text)
            if CUT_OFF.search(word.text):
                yield Finding("cut amid a word", word.text)
            if painting.is_plain(word.box) and self._offered(word.box):
                contrast = painting.contrast(word)
                if contrast < LEAST - ROUNDING:
                    yield Finding(f"contrast of words {contrast:.1f}", word.text)

    def _offered(self, box):
        """Return whether a box is not on a disabled control (WCAG 2.2, 1.4.3 leaves those out)."""
        widget = self._window.childAt(box.center().toPoint())
        return widget is None or widget.isEnabled()

    def _lines(self):
        theme, painting = self._window.theme, self._painting
        meant = {theme.color(token).name(): token for token in MARKS}
        for stroke in painting.strokes:
            token = meant.get(stroke.colour.name())
            if token and stroke.colour.alpha() == 255 and painting.is_plain(stroke.box):
                contrast = painting.contrast(stroke)
                # a ring around a thing of its own colour has another ground outside
                if 1.1 < contrast < LEAST_OF_LINES - ROUNDING:
                    yield Finding(f"contrast of a line {contrast:.1f}", token)

    def _touching(self):
        for one, other in self._painting.touching():
            # a word that is written again, as an outline or over a shade
            if one.text != other.text:
                yield Finding("words on each other", f"{one.text} | {other.text}")

    def _reach(self):
        window = self._window
        chips = [chip for chip in window.page.chips.chips if chip.isVisible()]
        if not chips or any(chip.height() < CHIP_PX * self._factor for chip in chips):
            yield Finding("no large control", window.page.objectName())
        if "J" not in dict(listed(window.help.bindings())):
            yield Finding("no key of a control", window.page.objectName())

    def _keys(self):
        taken = {}
        for action in self._window.help.bindings():
            for key in action.keys if action.offered else ():
                if key in taken:
                    yield Finding("key twice", f"{key}: {taken[key]} | {action.label}")
                taken[key] = action.label


@pytest.fixture(scope="module")
def small_data():
    """Give all pages little data."""
    with pytest.MonkeyPatch.context() as patch:
        for name, cases in CASES.items():
            patch.setitem(SIMULATIONS, name, cases.make or SIMULATIONS[name])
        yield


@pytest.fixture
def stage(qtbot, theme, live_worker, small_data, no_leaks):
    """Return (page, station) -> a window in a lecture with that page after a few steps."""
    window = MainWindow(PAGES, live_worker, theme, Settings())
    window.clock.stop()
    equip(window, theme, Settings())
    window.resize(1280, 720)
    window.show()
    qtbot.waitExposed(window)
    theme.set_lecture(True)

    def open_station(info, station):
        window.open_page(info.id)
        live_worker.send(Open(info.id, info.simulation))
        show(window, live_worker)
        if station:
            window.page.show_station(station)
            show(window, live_worker)
        live_worker.send(Step(info.id, 3))
        for _ in range(40):
            live_worker.work()
        live_worker.send(Pause(info.id))
        return window

    yield open_station
    window.close()
    window.deleteLater()


def show(window, worker):
    """Show what there is now."""
    snapshot = worker.work()
    window.show_snapshot(snapshot)
    window.show_text(snapshot)
    window.advance(500.0)


def audited(window, worker, qtbot, looks, sizes):
    """Return the faults in all looks and sizes, each with where it was found first."""
    found = {}
    # to change the theme is what takes longest
    for ((width, height), scale), name in product(sizes, {name: None for _, name in looks}):
        window.theme.set_scale(scale)
        window.theme.set_name(name)
        window.resize(width, height)
        for code in [code for code, each in looks if each == name]:
            window.use_language(code)
            for _ in range(2):
                show(window, worker)
                qtbot.wait(1)
            where = f"{code}, {name}, {width}×{height}"
            if (window.width(), window.height()) != (width, height):
                found.setdefault(Finding("window too large", window.page.objectName()), where)
            for finding in Audit(window, scale).findings():
                found.setdefault(finding, where)
    return [f"{where}: {each.fault}: {each.at}" for each, where in found.items()]


@pytest.mark.parametrize(
    ("info", "station"), [each for each in SHOWN if (each[0].id, each[1]) in QUICK]
)
def test_a_lecture_can_be_read_from_the_last_row(info, station, stage, live_worker, qtbot):
    assert audited(stage(info, station), live_worker, qtbot, LOOKS[1:3], SIZES[:1]) == []


@pytest.mark.slow
@pytest.mark.parametrize(("info", "station"), SHOWN, ids=[f"{i.id}-{s}" for i, s in SHOWN])
def test_every_station_in_every_look(info, station, stage, live_worker, qtbot):
    assert audited(stage(info, station), live_worker, qtbot, LOOKS, SIZES) == []
