"""Non-blocking questions and file dialogs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMessageBox, QPushButton, QWidget

Answer: TypeAlias = tuple[str, QMessageBox.ButtonRole, Callable[[], object]]
"""Text of a button, its role, and the function to call."""


def ask(window: QWidget, question: str, details: str, answers: Sequence[Answer]) -> QMessageBox:
    """Show a question without blocking; the clicked answer is called, the first is the default."""
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
    """Show a file dialog without blocking.

    Parameters
    ----------
    kinds : str
        Name filter of `QFileDialog.setNameFilter`.
    chosen : callable
        (path) is called with the chosen file.
    suffix : str
        Appended to a name without one.
    saving : str, optional
        Proposed name of a file to write; None asks for an existing file.
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
    """Call the function of the clicked button."""
    for button, act in zip(buttons, acts, strict=True):
        if button is clicked:
            act()
