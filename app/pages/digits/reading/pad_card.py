"""The card of the drawing pad: drawing, test examples, drawings as training examples."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.pages.digits.reading.picture_files import filter_text
from app.pages.digits.words import DIGITS, SIMULATION_ID
from app.widgets.basics.boxes import column, row
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, ElidedComboBox
from app.widgets.basics.questions import ask_file
from app.widgets.pictures.drawing_pad import DrawingPad
from engine.commands.command import SendCommand
from engine.commands.edits import Stroke
from engine.commands.pages.digits import (
    ExampleStep,
    SetStrokes,
    ShowExample,
    ShowPicture,
    TeachDrawing,
)
from engine.data.classes import SPARE, name_of
from engine.simulations.digits.state import DigitsState, PictureSource

EXAMPLES: tuple[tuple[ExampleStep, str, str, str], ...] = (
    ("previous", "icon", "‹", mark("Show the previous test digit.")),
    ("next", "icon", "›", mark("Show the next test digit.")),
    ("hard", "", mark("Hard"), mark("Show a test digit that the network finds hard to read.")),
)
"""Buttons that show a test digit: step, role, text and tooltip."""

LONG_NAME = 3
"""Characters of a class's name from which on teaching has a row of its own."""
TALL = 22
"""Height of the card, in sizes of its type, from which on it has room for a second row."""
ARROW_WIDTH = 24
"""Width of the buttons for the previous and the next example, in pixels."""


class PadCard(Card):
    """The pad and the buttons that change its contents.

    Parameters
    ----------
    send : callable
        (command) -> generation.
    """

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent, name="pad_card")
        self._send = send
        self._sent_generation = 0
        self._shown_version = -1
        self._source = PictureSource("none")
        self._ghost_strokes: tuple[Stroke, ...] = ()
        self._taught = 0
        self._label_chosen = self._long_names = False
        self.pad = DrawingPad(theme, self)
        self.pad.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.pad.strokes_changed.connect(self._on_strokes_changed)
        self._build_header()
        self.hold((self.pad, 1), self._build_buttons())
        self.retranslate()

    def _build_header(self) -> None:
        undo, clear = mark("Take the last stroke back (Backspace)."), mark("Wipe the pad (Delete).")
        self.undo_button = ElidedButton(
            "undo_stroke_button", mark("undo"), undo, role="link", act=self.pad.undo_stroke
        )
        self.clear_button = ElidedButton(
            "clear_pad_button", mark("clear"), clear, role="link", act=self.pad.clear
        )
        opens = mark(
            "Read a photograph or a scan; pictures can be dropped and pasted (Ctrl+V), too."
        )
        self.open_button = ElidedButton(
            "open_picture_button", mark("open"), opens, role="link", act=self._open_picture
        )
        self.add_to_header(self.open_button, self.undo_button, self.clear_button)

    def _build_buttons(self) -> QVBoxLayout:
        self.previous_button, self.next_button, self.hard_button = (
            ElidedButton(
                f"{step}_example_button", *words, role=role, act=partial(self._show_example, step)
            )
            for step, role, *words in EXAMPLES
        )
        self.teach_button = ElidedButton("teach_button", act=self._teach)
        self.label_box = ElidedComboBox("teach_label_box")
        self.label_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.label_box.addItems(DIGITS)
        self.label_box.activated.connect(self._on_label_chosen)
        self.label_box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for button in (self.previous_button, self.next_button):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            # a single character makes a button too narrow to be hit
            button.setMinimumWidth(ARROW_WIDTH)
        self._controls = (
            self.previous_button,
            self.next_button,
            self.hard_button,
            self.teach_button,
            self.label_box,
        )
        self._first_row, self._second_row = row(*self._controls, gap=6), row(gap=6)
        return column(self._first_row, self._second_row, gap=6)

    # --- called by the page -----------------------------------------------------------------

    def render_state(self, state: DigitsState, generation: int) -> None:
        """Show the drawing or the example of a snapshot.

        Parameters
        ----------
        generation : int
            Generation of the snapshot; one older than the last stroke sent is not shown.
        """
        self._render_teaching(state)
        self._offer_undo()
        if generation < self._sent_generation or self.pad.drawing:
            return
        if state.picture_version == self._shown_version:
            return
        if self.pad.ghosting and state.source.kind == "drawing":
            return
        self._shown_version = state.picture_version
        self.pad.set_ghost(())
        stored = state.source.kind in ("example", "picture") and state.reading is not None
        self.pad.show_picture(state.reading.picture if stored and state.reading else None)
        self.pad.set_strokes(state.strokes)
        self._offer_undo()
        self._source = state.source
        # of a picture there is no stroke to take back, and its name needs the place
        self.undo_button.setVisible(state.source.kind != "picture" and not self._theme.lecture)
        self.set_title(title_text(state.source))

    def send_strokes(self, strokes: tuple[Stroke, ...], *, finished: bool) -> None:
        """Send a drawing, and remember its generation to ignore older snapshots."""
        self._sent_generation = self._send(SetStrokes(SIMULATION_ID, strokes, finished=finished))

    @property
    def ghost_strokes(self) -> tuple[Stroke, ...]:
        """Strokes of the ghost pen so far."""
        return self._ghost_strokes

    def write_ghost(self, strokes: tuple[Stroke, ...]) -> None:
        """Show and send strokes of the ghost pen; the network reads them, undo skips them."""
        self._ghost_strokes = strokes
        self.pad.set_ghost(strokes)
        self.send_strokes(strokes, finished=False)

    def set_lecture(self, lecture: bool) -> None:
        """Hide what is too small for a lecture."""
        for control in (*self._controls, self.open_button, self.undo_button):
            control.setVisible(not lecture)

    def retranslate(self) -> None:
        super().retranslate()
        self.set_title(title_text(self._source))
        self.label_box.setToolTip(tr("What the drawing really is."))
        self.label_box.setAccessibleName(tr("True digit"))
        self._say_teach(self._taught)
        self._shown_version = -1
        self._place_teaching()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_teaching()

    def _say_teach(self, taught: int) -> None:
        text = tr("Teach it ({count})", count=taught) if taught else tr("Teach it")
        self.teach_button.say(
            text, tr("Let this drawing join the training set with the digit at the right.")
        )

    def has_something(self) -> bool:
        """Return whether there is anything on the pad to wipe."""
        return not self.pad.clear_already

    def _offer_undo(self) -> None:
        """Offer to undo a stroke and to wipe the pad only where there is something."""
        self.undo_button.setEnabled(bool(self.pad.strokes))
        self.clear_button.setEnabled(self.has_something())

    def _render_teaching(self, state: DigitsState) -> None:
        self.teach_button.setEnabled(state.reading is not None)
        if state.training.taught != self._taught:
            self._taught = state.training.taught
            self._say_teach(self._taught)
        self._offer_labels(state.training.network.output_names)
        if state.reading is None:
            self._label_chosen = False
        elif not self._label_chosen:
            read = name_of(state.network.output_names, state.reading.digit)
            name = state.source.name or read
            self.label_box.setCurrentIndex(max(self.label_box.findText(name), 0))

    def _offer_labels(self, names: tuple[str, ...]) -> None:
        """Offer the classes of the network that learns."""
        offered = [name for name in names if name != SPARE]
        box = self.label_box
        if [box.itemText(place) for place in range(box.count())] != offered:
            box.clear()
            box.addItems(offered)
            self._long_names = max(map(len, offered), default=0) >= LONG_NAME
            self._place_teaching()
            self._label_chosen = False

    def _place_teaching(self) -> None:
        """Put teaching into a row of its own, if names are long or the words have no room."""
        gaps = self._first_row.spacing() * (len(self._controls) - 1)
        wanted = gaps + sum(map(_width, self._controls))
        is_tall = self.height() >= TALL * self._theme.size("base")
        layout = self.layout()
        room = layout.contentsMargins() if layout is not None else self.contentsMargins()
        is_narrow = wanted > self.width() - room.left() - room.right()
        long = self._long_names or (is_tall and is_narrow)
        if long == (self._second_row.count() > 0):
            return
        width = QSizePolicy.Policy.Expanding if self._long_names else QSizePolicy.Policy.Fixed
        self.label_box.setSizePolicy(width, QSizePolicy.Policy.Fixed)
        for control in (self.teach_button, self.label_box):
            (self._second_row if long else self._first_row).addWidget(control)

    # --- handlers -----------------------------------------------------------------------------

    def _on_strokes_changed(self, strokes: tuple[Stroke, ...], finished: bool) -> None:
        if len(strokes) <= 1 and not finished:
            self._label_chosen = False
        self._offer_undo()
        self.send_strokes(strokes, finished=finished)

    def _show_example(self, step: ExampleStep) -> None:
        self._label_chosen = False
        self._send(ShowExample(SIMULATION_ID, step))

    def _open_picture(self) -> None:
        ask_file(self, tr("Open a picture"), filter_text(), self._show_picture, suffix="")

    def _show_picture(self, path: str) -> None:
        self._send(ShowPicture(SIMULATION_ID, path))

    def _on_label_chosen(self) -> None:
        self._label_chosen = True

    def _teach(self) -> None:
        self._send(TeachDrawing(SIMULATION_ID, self.label_box.currentIndex()))


def title_text(source: PictureSource) -> str:
    """Return the source of the picture on the pad, and its label if it has one, as text."""
    if source.kind == "picture":
        if source.count == 1:
            return source.data
        template = mark("{index} of {count}: {name}")
        return tr(template, name=source.data, index=source.index + 1, count=source.count)
    if source.kind != "example":
        return tr("Your drawing")
    return tr("Test digit {index:,}: {label}", index=source.index + 1, label=source.name)


def _width(control: QWidget) -> int:
    """Return the width that a control needs for its words, in pixels."""
    return control.sizeHint().expandedTo(control.minimumSize()).width()
