"""Questions and file dialogs that do not hold up the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMessageBox, QPushButton, QWidget

Answer: TypeAlias = tuple[str, QMessageBox.ButtonRole, Callable[[], object]]
"""Words on a button, what kind of answer it is, what then happens."""


def ask(window: QWidget, question: str, details: str, answers: Sequence[Answer]) -> QMessageBox:
    """Ask, and go on: what happens then is said by the answers; the first one is the default."""
    box = QMessageBox(window)
    box.setObjectName("question")
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setText(question)
    box.setInformativeText(details)
    buttons = [box.addButton(words, role) for words, role, _ in answers]
    box.setDefaultButton(buttons[0])
    acts = [act for _, _, act in answers]
    box.buttonClicked.connect(partial(_act, buttons, acts))
    box.finished.connect(box.deleteLater)
    box.open()
    return box


def ask_file(
    window: QWidget,
    title: str,
    kinds: str,
    chosen: Callable[[str], object],
    *,
    suffix: str,
    saving: str | None = None,
) -> QFileDialog:
    """Ask for a file, and go on.

    Parameters
    ----------
    kinds : str
        As `QFileDialog.setNameFilter` reads them.
    suffix : str
        Added to a name without one.
    saving : str, optional
        The proposed name of a file to write; None asks for one that exists.
    """
    dialog = QFileDialog(window, title)
    dialog.setObjectName("file_dialog")
    dialog.setNameFilter(kinds)
    dialog.setDefaultSuffix(suffix)
    if saving is None:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    else:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(saving)
        if Path(saving).parent != Path():
            dialog.setDirectory(str(Path(saving).parent))
    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _act(
    buttons: list[QPushButton], acts: list[Callable[[], object]], clicked: QAbstractButton
) -> None:
    """Do what belongs to the button that was clicked."""
    for button, act in zip(buttons, acts, strict=True):
        if button is clicked:
            act()
