"""Trial in a process of its own: ends with status 0 if Qt starts and has a screen."""

from __future__ import annotations


def main() -> int | str:
    """Start Qt; return 0, or why the platform is of no use."""
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication([])
    return 0 if application.primaryScreen() else "it has no screen"


if __name__ == "__main__":
    raise SystemExit(main())
