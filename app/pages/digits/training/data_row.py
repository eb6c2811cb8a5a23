"""The sources of training data: built-in digits, MNIST, a folder of pictures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QProgressBar,
    QSizePolicy,
    QWidget,
)

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, render_message, tr
from app.pages.digits.words import SIMULATION_ID
from app.widgets.basics.boxes import column, row
from app.widgets.basics.elided import ElidedButton, ElidedLabel, WrappedLabel
from app.widgets.basics.retranslation import retranslate_children
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
        self.label = ElidedLabel("data_label", self, role="small")
        self.built_in_button = self._button(
            "built_in_data_button",
            partial(self._choose, BUILT_IN),
            mark("Built-in"),
            mark("Digits that the lab writes itself; they need no download."),
        )
        self.mnist_button = self._button("get_mnist_button", self._choose_mnist)
        self.own_button = self._button(
            "own_data_button",
            self._ask_own,
            mark("Folder …"),
            mark(
                "Your own pictures: a sub-folder for each class, IDX files or a table; or folders "
                "train and test with these."
            ),
        )
        self.progress = QProgressBar(self)
        self.progress.setObjectName("data_progress")
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.cancel_button = ElidedButton(
            "cancel_data_button",
            mark("cancel"),
            mark("Stop; what is loaded is kept for the next time."),
            role="link",
            act=partial(send, CancelData(SIMULATION_ID)),
            parent=self,
        )
        buttons = row((self.built_in_button, 4), (self.mnist_button, 5), (self.own_button, 4))
        loading = row((self.label, 3), (self.progress, 2), self.cancel_button)
        self.remarks = WrappedLabel("data_remarks", self, role="small")
        self.remarks.hide()
        column(buttons, loading, self.remarks, gap=theme.size("gap") // 3, inside=self)
        self.retranslate()

    def _button(self, name: str, act: Callable[[], None], *words: str) -> ElidedButton:
        button = ElidedButton(name, *words, role="choice", checkable=True, act=act, parent=self)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return button

    def render_data(self, data: DataView) -> None:
        """Show the source of the data and the progress of a download."""
        if data != self._shown:
            self._shown = data
            self._say()
        # a click checks a button before the engine has accepted the source
        self._press()

    def retranslate(self) -> None:
        retranslate_children(self)
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
        done, total = data.read
        self.progress.setVisible(loading or total > 0)
        self.cancel_button.setVisible(loading)
        if data.progress is not None:
            self.progress.setValue(round(1000 * data.progress))
        elif total:
            self.progress.setValue(1000 * done // total)
        bar = tr("Download of MNIST") if loading else tr("Pictures that were read")
        self.progress.setAccessibleName(bar)
        self.label.say(tr("Loading MNIST …") if loading else data_text(data))
        self.remarks.setText(remarks_text(data))
        self.remarks.setVisible(bool(data.remarks))
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

    def _choose_mnist(self) -> None:
        if self._shown.mnist_there:
            self._choose(MNIST)
        else:
            self._press()
            self._send(GetData(SIMULATION_ID))

    def _ask_own(self) -> None:
        self._press()
        self._ask(self, self._choose)


def data_text(data: DataView) -> str:
    """Return the number of examples, and an own folder's name, or how far it is read, as text."""
    if data.read[1]:
        done, total = (number(each, 0) for each in data.read)
        return tr("{done} of {total} read", done=done, total=total)
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


def remarks_text(data: DataView) -> str:
    """Return what was done to the pictures when they were read, as text."""
    return " ".join(render_message(remark) for remark in data.remarks)
