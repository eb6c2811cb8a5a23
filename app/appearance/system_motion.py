"""Whether the desktop asks for less motion."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QProcess
from PySide6.QtGui import QGuiApplication


@dataclass(frozen=True, slots=True)
class Question:
    """A command that prints a setting of the desktop.

    Attributes
    ----------
    command : tuple of str
        Program and arguments.
    less : str
        Printed where less motion is wanted.
    """

    command: tuple[str, ...]
    less: str


GNOME: Final = ("gsettings", "get", "org.gnome.desktop.interface", "enable-animations")
MACOS: Final = ("defaults", "read", "com.apple.universalaccess", "reduceMotion")

QUESTIONS: Final = {"linux": Question(GNOME, "false"), "darwin": Question(MACOS, "1")}
"""By the name of the platform; Plasma tells GNOME's settings too."""

CLIENT_AREA_ANIMATION: Final = 0x1042
"""Number of Windows's parameter for animations in windows."""


class SystemMotion(QObject):
    """Asks the desktop, without waiting for its answer; one that knows none says nothing.

    Parameters
    ----------
    answer : callable
        (whether less motion is wanted) -> None; called later, at most once for each question.
    """

    def __init__(self, answer: Callable[[bool], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answer = answer
        self._process: QProcess | None = None
        self._less = ""

    def ask(self, question: Question | None = None) -> None:
        """Ask the desktop; `question` replaces that of the platform."""
        if question is None and QGuiApplication.platformName() == "offscreen":
            return
        if question is None and sys.platform == "win32":
            self._answer(_windows_wants_less())
            return
        question = question or QUESTIONS.get(sys.platform)
        if question is None or self._process is not None:
            return
        self._less = question.less
        self._process = QProcess(self)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self.stop)
        self._process.start(question.command[0], list(question.command[1:]))

    def stop(self) -> None:
        """Wait for no answer any more."""
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(200)
            process.deleteLater()

    def _on_finished(self, status: int) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        words = process.readAllStandardOutput().toStdString().strip()
        process.deleteLater()
        if status == 0 and words:
            self._answer(words == self._less)


def _windows_wants_less() -> bool:
    """Return whether Windows shows no animations."""
    if sys.platform != "win32":
        return False
    import ctypes

    shown = ctypes.c_int(1)
    ctypes.windll.user32.SystemParametersInfoW(CLIENT_AREA_ANIMATION, 0, ctypes.byref(shown), 0)
    return not shown.value
