"""The sources of training data: built-in digits, MNIST, a folder of pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.appearance.theme import Theme
from app.appearance.translation import number, tr
from app.pages.digits.words import SIMULATION_ID
from app.widgets.basics.elided import ElidedButton, ElidedLabel
from engine.commands.command import SendCommand
from engine.commands.data import CancelData, GetData
from engine.commands.edits import SetSetting
from engine.simulations.learning.views.state import DataView

BUILT_IN, MNIST = "built-in", "mnist"


def ask_folder(parent: QWidget, chosen: Callable[[str], None]) -> None:
    """Open a dialog that asks for a folder; does not block."""
    dialog = QFileDialog(parent, tr("Pictures to learn from"))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    # choosing a folder needs no button to create, rename or delete one
    dialog.setOption(QFileDialog.Option.ReadOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    dialog.open()


class DataRow(QWidget):
    """Buttons of the three sources, the present one pressed; progress of a download.

    Parameters
    ----------
    ask : callable
        (parent, chosen): calls `chosen` with a folder, now or later, or not at all.
    """

    def __init__(
        self,
        theme: Theme,
        send: SendCommand,
        parent: QWidget | None = None,
        *,
        ask: Callable[[QWidget, Callable[[str], None]], None] = ask_folder,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("data_row")
        self._send, self._ask = send, ask
        self._shown = DataView()
        self.label = ElidedLabel("data_label", self)
        self.label.setProperty("role", "small")
        self.built_in_button = self._button("built_in_data_button", self._on_built_in_clicked)
        self.mnist_button = self._button("get_mnist_button", self._on_mnist_clicked)
        self.own_button = self._button("own_data_button", self._on_own_clicked)
        self.progress = QProgressBar(self)
        self.progress.setObjectName("data_progress")
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.cancel_button = ElidedButton("cancel_data_button", role="link", parent=self)
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        buttons, loading = QHBoxLayout(), QHBoxLayout()
        sources = (self.built_in_button, self.mnist_button, self.own_button)
        for button, share in zip(sources, (4, 5, 4), strict=True):
            buttons.addWidget(button, share)
        loading.addWidget(self.label, 3)
        loading.addWidget(self.progress, 2)
        loading.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.size("gap") // 3)
        layout.addLayout(buttons)
        layout.addLayout(loading)
        self.retranslate()

    def _button(self, name: str, act: Callable[[], None]) -> ElidedButton:
        button = ElidedButton(name, role="choice", parent=self)
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(act)
        return button

    def render_data(self, data: DataView) -> None:
        """Show the source of the data and the progress of a download."""
        if data != self._shown:
            self._shown = data
            self._say()
        # a click checks a button before the engine has accepted the source
        self._press()

    def retranslate(self) -> None:
        self.built_in_button.say(
            tr("Built-in"), tr("Digits that the lab writes itself; they need no download.")
        )
        self.own_button.say(
            tr("Folder …"),
            tr("Your own pictures: a sub-folder for each digit, or a pair of IDX files."),
        )
        self.cancel_button.say(tr("cancel"), tr("Stop; what is loaded is kept for the next time."))
        self.progress.setAccessibleName(tr("Download of MNIST"))
        self._say()

    def _say(self) -> None:
        data = self._shown
        loading = data.progress is not None
        if data.mnist_there:
            self.mnist_button.say("MNIST", tr("70,000 digits written by hand."))
        else:
            self.mnist_button.say(
                tr("Get MNIST"), tr("70,000 digits written by hand: 12 MB from the network.")
            )
        self.mnist_button.setEnabled(not loading)
        self.progress.setVisible(loading)
        self.cancel_button.setVisible(loading)
        if data.progress is not None:
            self.progress.setValue(round(1000 * data.progress))
        self.label.say(tr("Loading MNIST …") if loading else data_text(data))
        self._press()

    def _press(self) -> None:
        name = self._shown.name
        for button, pressed in (
            (self.built_in_button, name == BUILT_IN),
            (self.mnist_button, name == MNIST),
            (self.own_button, name not in (BUILT_IN, MNIST)),
        ):
            if button.isChecked() != pressed:
                button.setChecked(pressed)

    def _choose(self, name: str) -> None:
        self._press()
        if name != self._shown.name:
            self._send(SetSetting(SIMULATION_ID, "data", name))

    def _on_built_in_clicked(self) -> None:
        self._choose(BUILT_IN)

    def _on_mnist_clicked(self) -> None:
        if self._shown.mnist_there:
            self._choose(MNIST)
        else:
            self._press()
            self._send(GetData(SIMULATION_ID))

    def _on_own_clicked(self) -> None:
        self._press()
        self._ask(self, self._choose)

    def _on_cancel_clicked(self) -> None:
        self._send(CancelData(SIMULATION_ID))


def data_text(data: DataView) -> str:
    """Return the number of training and other examples, and an own folder's name, as text."""
    if not sum(data.sizes):
        return tr("Digits to learn from")
    training, validation, test = data.sizes
    words = tr(
        "{training} to learn from, {rest} to check",
        training=number(training, 0),
        rest=number(validation + test, 0),
    )
    own = data.name not in (BUILT_IN, MNIST)
    return f"{Path(data.name).name}: {words}" if own else words
