"""Key bindings of pages and of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QComboBox, QWidget


@dataclass(frozen=True, slots=True)
class KeyAction:
    """A key binding; the list of keys in the help is built from these.

    Attributes
    ----------
    keys : tuple of str
        As `QKeySequence` reads them: "Space", "Shift+Right"; the first one is listed.
    label : str
        English; shown through `tr`.
    when : callable, optional
        Returns whether the keys do anything now; else they are neither listed nor taken.
    """

    keys: tuple[str, ...]
    label: str
    action: Callable[[], None]
    when: Callable[[], bool] | None = None

    @property
    def offered(self) -> bool:
        """Whether the keys do anything now."""
        return self.when is None or self.when()

    def matches(self, event: QKeyEvent) -> bool:
        """Return whether a key press triggers this action."""
        return key_name(event) in self.keys and self.offered


_PLAIN_MODIFIERS = ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)


def key_name(event: QKeyEvent) -> str:
    """Return the name of a pressed key as `QKeySequence` writes it, "Shift+Right"."""
    key = Qt.Key(event.key()) if event.key() in _KEY_VALUES else Qt.Key.Key_unknown
    modifiers = event.modifiers() & _PLAIN_MODIFIERS
    if (
        event.text()
        and not event.text().isalnum()
        and event.text().isprintable()
        and not event.text().isspace()
    ):
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    combination = QKeyCombination(modifiers, key)
    return QKeySequence(combination).toString(QKeySequence.SequenceFormat.PortableText)


_KEY_VALUES = frozenset(key.value for key in Qt.Key)


def trigger(actions: tuple[KeyAction, ...], event: QKeyEvent) -> bool:
    """Run the first action that a key press matches; return whether there is one."""
    action = next((action for action in actions if action.matches(event)), None)
    if action is not None:
        action.action()
        event.accept()
    return action is not None


def listed(actions: Iterable[KeyAction]) -> list[tuple[str, str]]:
    """Return the key and the label, English, of every action that a key triggers now.

    A key belongs to the first action that takes it, as in `trigger`.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for action in actions:
        if action.offered:
            free = [key for key in action.keys if key not in taken]
            found.update(dict.fromkeys(free[:1], action.label))
            taken.update(free)
    return list(found.items())


def keep_keys_free(widget: QWidget) -> None:
    """Prevent controls from taking the focus when clicked, so that keys reach the page.

    Tab still reaches every control, where space and arrows work on it.
    """
    for kind in (QAbstractButton, QAbstractSlider, QComboBox):
        for control in widget.findChildren(kind):
            if control.focusPolicy() != Qt.FocusPolicy.NoFocus:
                control.setFocusPolicy(Qt.FocusPolicy.TabFocus)
