"""The card of the 2-D points: shape, noise, share held out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, percent, tr
from app.pages.builder.words import SHAPES, SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, ElidedLabel
from app.widgets.networks.playground_pictures import CLASS_TOKENS
from app.widgets.numbers.held_slider import HeldSlider
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.data.points.point_sets import LEAST_HELD, MOST_HELD, PAINTED
from engine.data.points.toys import MOST_NOISE, SHAPE, toy_data_set
from engine.simulations.learning.views.playground import REACH, PointsView

NOTCHES = 100
SAMPLE = 60
"""Points drawn on a button."""

COLUMNS = 4


class PointsCard(Card):
    """Buttons for the shapes, sliders for noise and share held out."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setObjectName("points_card")
        self._send = send
        self._shown: tuple[object, ...] = ()
        self.buttons: dict[str, ElidedButton] = {}
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, name in enumerate(SHAPES):
            button = ElidedButton(f"points_{name}_button")
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._on_shape_clicked)
            self.buttons[name] = button
            grid.addWidget(button, *divmod(place, COLUMNS))
        self.body.addLayout(grid)
        self.noise_label, self.noise_slider = self._slider("noise")
        self.held_label, self.held_slider = self._slider("held")
        self.body.addStretch(1)
        self.noise_slider.dragged.connect(self._on_noise_changed)
        self.held_slider.dragged.connect(self._on_held_changed)
        theme.changed.connect(self._draw_buttons)
        self._draw_buttons()
        self.retranslate()

    def _slider(self, name: str) -> tuple[ElidedLabel, HeldSlider]:
        label = ElidedLabel(f"{name}_text", self)
        slider = HeldSlider(self)
        slider.setObjectName(f"{name}_slider")
        slider.setRange(0, NOTCHES)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label, 4)
        row.addWidget(slider, 5)
        self.body.addLayout(row)
        return label, slider

    def render_points(self, points: PointsView) -> None:
        """Show shape, noise and share held out of the points."""
        shown = (points.shape, points.noise, points.share, points.name)
        if shown == self._shown:
            return
        self._shown = shown
        for name, button in self.buttons.items():
            button.setChecked(name == points.shape)
        self.noise_slider.setEnabled(points.shape != PAINTED)
        held = (points.share - LEAST_HELD) / (MOST_HELD - LEAST_HELD)
        for slider, share in ((self.noise_slider, points.noise / MOST_NOISE),
                              (self.held_slider, held)):  # fmt: skip
            if not slider.isSliderDown():
                slider.blockSignals(True)
                slider.setValue(round(share * NOTCHES))
                slider.blockSignals(False)
        self._say(points)

    def retranslate(self) -> None:
        self.set_title(tr("Points"))
        for name, button in self.buttons.items():
            words = tr(SHAPES[name])
            button.setToolTip(
                tr("Paint your own: click and drag on the plane.") if name == PAINTED else words
            )
            button.setAccessibleName(words)
        noise = tr("Noise: how much the shape is blurred; painted points have none.")
        held = tr("Held out: the share of points that the network never learns from.")
        for slider, words in ((self.noise_slider, noise), (self.held_slider, held)):
            slider.setToolTip(words)
            slider.setAccessibleName(words)
        self._shown = ()

    def _say(self, points: PointsView) -> None:
        self.set_note(
            tr("{shape}, {count}", shape=tr(SHAPES[points.shape]), count=len(points.labels))
        )
        self.noise_label.say(tr("noise {noise}", noise=number(points.noise, 2)))
        self.held_label.say(tr("held out {share}", share=percent(points.share, 0)))

    def _draw_buttons(self) -> None:
        side = self._theme.size("control_height") + 12
        for name, button in self.buttons.items():
            button.setFixedHeight(side + 6)
            button.setIconSize(QSize(side - 4, side - 4))
            button.setIcon(QIcon(thumbnail(self._theme, name, side - 4)))

    # --- handlers -------------------------------------------------------------------------------

    def _on_shape_clicked(self) -> None:
        name = next(name for name, button in self.buttons.items() if button is self.sender())
        self._shown = ()
        self._send(SetSetting(SIMULATION_ID, "data", name))

    def _on_noise_changed(self, notch: int, finished: bool) -> None:
        self._send(
            SetSetting(SIMULATION_ID, "noise", round(notch / NOTCHES * MOST_NOISE, 3), finished)
        )

    def _on_held_changed(self, notch: int, finished: bool) -> None:
        share = LEAST_HELD + notch / NOTCHES * (MOST_HELD - LEAST_HELD)
        self._send(SetSetting(SIMULATION_ID, "held", round(share, 3), finished))


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
