"""The card of the 2-D points: shape, noise, share held out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.pages.builder.words import SHAPES, SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton
from app.widgets.networks.playground_pictures import CLASS_TOKENS
from app.widgets.numbers.settings_form import SettingsForm
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.data.points.point_sets import PAINTED
from engine.data.points.toys import SHAPE, toy_data_set
from engine.simulations.builder.edits import HELD_OUT, NOISE
from engine.simulations.learning.views.playground import REACH, PointsView

SAMPLE = 60
"""Points drawn on a button."""

COLUMNS = 4


class PointsCard(Card):
    """Buttons for the shapes, sliders for noise and share held out."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("Points"), parent, name="points_card")
        self._send = send
        self._shown: tuple[object, ...] = ()
        self.buttons: dict[str, ElidedButton] = {}
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, name in enumerate(SHAPES):
            act = partial(self._choose, name)
            button = ElidedButton(f"points_{name}_button", checkable=True, act=act)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self.buttons[name] = button
            grid.addWidget(button, *divmod(place, COLUMNS))
        self.form = SettingsForm(send, SIMULATION_ID, (NOISE, HELD_OUT), self, stem="{}")
        self.hold(grid, self.form)
        self.body.addStretch(1)
        theme.changed.connect(self._draw_buttons)
        self._draw_buttons()
        self.retranslate()

    def render_points(self, points: PointsView) -> None:
        """Show shape, noise and share held out of the points."""
        shown = (points.shape, points.noise, points.share, points.name)
        if shown == self._shown:
            return
        self._shown = shown
        for name, button in self.buttons.items():
            button.setChecked(name == points.shape)
        self.form.set_enabled(points.shape != PAINTED, NOISE.name)
        self.form.show_values({NOISE.name: points.noise, HELD_OUT.name: points.share})
        self._say(points)

    def retranslate(self) -> None:
        super().retranslate()
        for name, button in self.buttons.items():
            words = tr(SHAPES[name])
            button.setToolTip(
                tr("Paint your own: click and drag on the plane.") if name == PAINTED else words
            )
            button.setAccessibleName(words)
        self._shown = ()

    def _say(self, points: PointsView) -> None:
        self.set_note(
            tr("{shape}, {count}", shape=tr(SHAPES[points.shape]), count=len(points.labels))
        )

    def _draw_buttons(self) -> None:
        side = self._theme.size("control_height") + 12
        for name, button in self.buttons.items():
            button.setFixedHeight(side + 6)
            button.setIconSize(QSize(side - 4, side - 4))
            button.setIcon(QIcon(thumbnail(self._theme, name, side - 4)))

    # --- handlers -------------------------------------------------------------------------------

    def _choose(self, name: str) -> None:
        self._shown = ()
        self._send(SetSetting(SIMULATION_ID, "data", name))


def thumbnail(theme: Theme, name: str, side: int) -> QPixmap:
    """Return a small picture of a shape; a brush stands for painted points."""
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
    else:
        for place, token in enumerate(CLASS_TOKENS[:2]):
            painter.setBrush(theme.color(token))
            for step in range(5):
                down = 0.3 + 0.35 * place + 0.02 * step * step
                across = 0.15 + 0.15 * step
                painter.drawEllipse(round(side * across), round(side * down), 4, 4)
    painter.end()
    return picture
