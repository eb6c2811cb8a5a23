"""Persistent preferences of the window."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

FOLDER_VARIABLE = "NABLA_SETTINGS_DIR"
"""Environment variable that names another folder for the settings."""

NOWHERE = ":/settings.ini"
"""A path that Qt can neither read nor write; preferences then last as long as the window."""

REDUCED_MOTION = "reduced_motion"
"""Switch: explanatory animations jump to their end."""

LANGUAGE = "language"
"""Text: code of the language, stored when a window is closed."""

SEEN_VERSION = "seen_version"
"""Text: version of the lab that was used last."""

HINTS = "hints"
"""Switch: pages point at one control on their first visit."""

SEEN_HINTS = "seen_hints"
"""Text: ids of the pages whose first hint was seen, with spaces between them."""

SCALE = "scale"
"""Number: interface scale in percent."""


class Settings:
    """Store of preferences in a small INI file; failed writes are ignored.

    Parameters
    ----------
    folder : Path, optional
        Folder of the file; by default $NABLA_SETTINGS_DIR, else the user's settings folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        file = (folder or settings_folder()) / "settings.ini"
        # Qt would wait for the other end of a pipe; it writes through links and keeps permissions
        usable = file.is_file() or not file.exists()
        self._store = QSettings(str(file) if usable else NOWHERE, QSettings.Format.IniFormat)

    def text(self, name: str, default: str = "") -> str:
        """Return a stored text."""
        value = self._store.value(name, default)
        return value if isinstance(value, str) else default

    def set_text(self, name: str, value: str) -> None:
        """Store a text."""
        self._store.setValue(name, value)

    def switch(self, name: str, default: bool = False) -> bool:
        """Return a stored boolean."""
        return self.text(name, str(default).lower()) == "true"

    def set_switch(self, name: str, value: bool) -> None:
        """Store a boolean."""
        self.set_text(name, str(value).lower())

    def number(self, name: str, default: int) -> int:
        """Return a stored whole number; anything else counts as the default."""
        text = self.text(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else default

    def geometry(self) -> QByteArray:
        """Return the stored geometry of the window, empty if there is none."""
        return QByteArray.fromBase64(QByteArray(self.text("geometry").encode("ascii", "ignore")))

    def set_geometry(self, geometry: QByteArray) -> None:
        """Store the geometry of the window."""
        self.set_text("geometry", bytes(geometry.toBase64().data()).decode("ascii"))

    def remember(self, geometry: QByteArray, theme: str, language: str) -> None:
        """Store geometry, theme and language, and write the file."""
        self.set_geometry(geometry)
        self.set_text("theme", theme)
        self.set_text(LANGUAGE, language)
        self._store.sync()


def settings_folder() -> Path:
    """Return the folder of the settings file."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    location = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(location)) / "nabla-lab"
