"""Explanations of widgets, and retranslation of those that lie in other widgets."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def explain(widget: QWidget, words: str) -> None:
    """Set tooltip and accessible name, already translated."""
    widget.setToolTip(words)
    widget.setAccessibleName(words)


def retranslate_children(widget: QWidget) -> None:
    """Let the widgets in a widget retranslate their texts.

    One that has a method `retranslate` answers for everything in it; others are looked into.
    """
    for child in widget.children():
        if isinstance(child, QWidget):
            retranslate = getattr(child, "retranslate", None)
            if retranslate is None:
                retranslate_children(child)
            else:
                retranslate()
