"""Texts about the lab: versions, licences, sources, changes."""

from __future__ import annotations

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from app.appearance.resources import changelog
from app.appearance.translation import language, mark, tr
from app.launch.report import system_report


def about_text(preferences: str) -> str:
    """Return the text of the panel about the lab in the language of the window, Markdown."""
    report = system_report(screens(), preferences)
    parts = (
        tr("A visual simulator of neural networks."),
        f"### {tr('Versions')}\n\n" + "\n\n".join(report.splitlines()),
        f"### {tr('Licence')}\n\n{tr(LICENCE)}\n\n{tr(LIBRARIES)}",
        f"### {tr('Data and sources')}\n\n" + "\n".join(f"- {tr(source)}" for source in SOURCES),
    )
    return "\n\n".join(parts)


def news_text() -> tuple[str, str]:
    """Return title and text of the list of changes, which is written in English alone."""
    _, _, changes = changelog().partition("\n")
    remark = "" if language() == "en" else f"*{tr('This list is written in English.')}*\n\n"
    return tr("What is new"), remark + changes


def screens() -> str:
    """Return Qt's version, platform and screens: "Qt 6.11.2 on xcb, 1920 × 1080 at 100 %"."""
    sizes = (
        f"{each.size().width()} × {each.size().height()}"
        f" at {round(100 * each.devicePixelRatio())} %"
        for each in QGuiApplication.screens()
    )
    return ", ".join((f"Qt {qVersion()} on {QGuiApplication.platformName()}", *sizes))


LICENCE = mark(
    "Free software under the MIT licence: anyone may use it, change it and pass it on, as long as "
    "the licence goes along."
)
LIBRARIES = mark(
    "The libraries have licences of their own: Qt for Python LGPL 3; NumPy, Numba and msgspec BSD; "
    "llvmlite BSD, with LLVM under Apache 2.0; safetensors Apache 2.0; pyqtgraph, platformdirs and "
    "Pillow MIT."
)
SOURCES = (
    mark(
        "MNIST: Yann LeCun, Corinna Cortes and Christopher J. C. Burges, The MNIST database of "
        "handwritten digits, CC BY-SA 3.0. The ready-made network was trained on it."
    ),
    mark(
        "Pen strokes: E. Alpaydin and F. Alimoglu (1998), Pen-Based Recognition of Handwritten "
        "Digits, UCI Machine Learning Repository, CC BY 4.0. The ready-made network was trained "
        "on writers 1 to 24."
    ),
    mark(
        "Experiments and equations are cited from Michael Nielsen (2015), Neural Networks and Deep "
        "Learning."
    ),
)
