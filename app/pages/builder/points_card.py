"""The card of the 2-D points: shape, noise, share held out; points of one's own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.pages.builder.words import SHAPES, SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, ElidedLabel, WrappedLabel
from app.widgets.basics.panel import ask_where_to_save
from app.widgets.basics.questions import ask_file
from app.widgets.basics.saving import comma_separated
from app.widgets.networks.playground_pictures import CLASS_TOKENS
from app.widgets.networks.playground_units import class_legend, scale_words
from app.widgets.numbers.settings_form import SettingsForm
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.commands.pages.builder import BringPoints
from engine.data.points.own_points import OwnPoints
from engine.data.points.point_sets import GIVEN, OWN, PAINTED
from engine.data.points.point_tables import SUFFIXES
from engine.data.points.toys import SHAPE, toy_data_set
from engine.data.points.written_tables import table_rows
from engine.simulations.builder.edits import HELD_OUT, NOISE, SCALED
from engine.simulations.learning.views.playground import REACH, PointsView

SAMPLE = 60
"""Points drawn on a button."""

COLUMNS = 4

TIPS = {
    PAINTED: mark("Paint your own: click and drag on the plane."),
    OWN: mark("Your own points: the table that you opened or pasted last."),
}
"""Explanations of the buttons that are no shapes."""


class PointsCard(Card):
    """Buttons for the shapes and for the user's points; noise, share held out, scaling."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("Points"), parent, name="points_card")
        self._send = send
        self._shown: tuple[object, ...] = ()
        self._points: PointsView | None = None
        self._own: OwnPoints | None = None
        self._brought = False
        grid = self._make_buttons()
        self._make_links()
        declared = (NOISE, HELD_OUT, SCALED)
        self.form = SettingsForm(send, SIMULATION_ID, declared, self, stem="{}")
        self.classes = WrappedLabel("point_classes", self)
        self.classes.setTextFormat(Qt.TextFormat.RichText)
        self.scales = tuple(ElidedLabel(f"scale_{n}_text", self, role="small") for n in (1, 2))
        self.hold(grid, self.form, self.classes, *self.scales)
        self.body.addStretch(1)
        theme.changed.connect(self._on_colours_changed)
        self._draw_buttons()
        self._say_own(None)
        self.retranslate()

    def _make_buttons(self) -> QGridLayout:
        """Make a button for every set of points."""
        self.buttons: dict[str, ElidedButton] = {}
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, name in enumerate(SHAPES):
            act = partial(self._choose, name)
            button = ElidedButton(f"points_{name}_button", checkable=True, act=act)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self.buttons[name] = button
            grid.addWidget(button, *divmod(place, COLUMNS))
        return grid

    def _make_links(self) -> None:
        """Make the links that open and save a table."""
        self.open_button = ElidedButton(
            "open_points_button",
            mark("Open …"),
            mark(
                "Open a table (CSV): two numbers and a class a line. You can also drop the file "
                "on the window, or paste cells of a spreadsheet with Ctrl+V."
            ),
            role="link",
            act=self._open,
        )
        self.save_button = ElidedButton(
            "save_points_button",
            mark("Save …"),
            mark("Save these points as a table (CSV), in their own units."),
            role="link",
            act=self._save,
        )
        self.add_to_header(self.save_button)
        self.add_to_header(self.open_button)

    def render_points(self, points: PointsView) -> None:
        """Show shape, noise and share held out of the points."""
        shown = (points.shape, points.noise, points.share, points.name, points.has_own)
        if shown == self._shown:
            return
        self._shown, self._points = shown, points
        for name, button in self.buttons.items():
            button.setChecked(name == points.shape)
        own, self._brought = points.own, points.has_own
        self.form.set_enabled(points.shape not in GIVEN, NOISE.name)
        self.form.set_enabled(own is not None and own.fits_unscaled, SCALED.name)
        first = (NOISE.name, points.noise) if own is None else (SCALED.name, own.scaled)
        self.form.show_values({HELD_OUT.name: points.share, first[0]: first[1]})
        self._say(points)
        self._say_own(own)

    def table_rows(self) -> list[list[str]]:
        """Return the points as rows of a table, in their own units."""
        points = self._points
        return [] if points is None else table_rows(points.own, points.x, points.labels)

    def retranslate(self) -> None:
        super().retranslate()
        for name, button in self.buttons.items():
            words = tr(SHAPES[name])
            button.setToolTip(tr(TIPS[name]) if name in TIPS else words)
            button.setAccessibleName(words)
        self._shown = ()

    def _say(self, points: PointsView) -> None:
        named = tr(SHAPES[points.shape]) if points.own is None else points.own.title
        self.set_note(tr("{shape}, {count}", shape=named, count=len(points.labels)))

    def _say_own(self, own: OwnPoints | None) -> None:
        """Name the classes, and how the inputs are shown."""
        self._own = own
        self.classes.setVisible(own is not None)
        for label in self.scales:
            label.setVisible(own is not None)
        if own is not None:
            self.classes.setText(class_legend(self._theme, own))
            for which, label in enumerate(self.scales):
                label.say(scale_words(own, which))

    def _draw_buttons(self) -> None:
        side = self._theme.size("control_height") + 12
        for name, button in self.buttons.items():
            button.setFixedHeight(side + 6)
            button.setIconSize(QSize(side - 4, side - 4))
            button.setIcon(QIcon(thumbnail(self._theme, name, side - 4)))

    # --- handlers -------------------------------------------------------------------------------

    def _on_colours_changed(self) -> None:
        self._draw_buttons()
        self._say_own(self._own)

    def _choose(self, name: str) -> None:
        self._shown = ()
        if name == OWN and not self._brought:
            self.buttons[OWN].setChecked(False)
            self._open()
        else:
            self._send(SetSetting(SIMULATION_ID, "data", name))

    def _open(self) -> None:
        kinds = tr("Tables of points") + " (" + " ".join(f"*{end}" for end in SUFFIXES) + ")"
        ask_file(self, tr("Open a table of points"), kinds, self._bring, suffix="")

    def _save(self) -> None:
        ask_where_to_save(
            self, tr("points") + ".csv", lambda: comma_separated(self.table_rows()).encode()
        )

    def _bring(self, path: str) -> None:
        self._send(BringPoints(SIMULATION_ID, path))


def thumbnail(theme: Theme, name: str, side: int) -> QPixmap:
    """Return a small picture of a shape; strokes stand for painted points, a table for one."""
    picture = QPixmap(2 * side, 2 * side)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if name in SHAPE:
        examples = toy_data_set(name, SAMPLE, 3, noise=0.5 * SHAPE[name].noise).training
        for (x, y), label in zip(examples.x.tolist(), examples.labels.tolist(), strict=True):
            painter.setBrush(theme.color(CLASS_TOKENS[label]))
            across, down = ((x / REACH + 1) / 2 * side, (1 - y / REACH) / 2 * side)
            painter.drawEllipse(round(across) - 1, round(down) - 1, 3, 3)
    elif name == OWN:
        _paint_table(painter, theme, side)
    else:
        for place, token in enumerate(CLASS_TOKENS[:2]):
            painter.setBrush(theme.color(token))
            for step in range(5):
                down = 0.3 + 0.35 * place + 0.02 * step * step
                across = 0.15 + 0.15 * step
                painter.drawEllipse(round(side * across), round(side * down), 4, 4)
    painter.end()
    return picture


def _paint_table(painter: QPainter, theme: Theme, side: int) -> None:
    """Paint a small table; its last column is that of the classes."""
    cell = side / 4
    for row in range(3):
        for column in range(3):
            token = CLASS_TOKENS[row % 2] if column == 2 else "text_2"
            painter.setBrush(theme.color(token))
            place = QRectF((column + 0.6) * cell, (row + 0.75) * cell, cell - 2, 0.6 * cell)
            painter.drawRect(place)
