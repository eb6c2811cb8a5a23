"""Collect from the sources every text that a person may be shown."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from engine.functions.activations import ACTIVATIONS
from engine.functions.costs import COSTS
from tests.support.sources import ROOT

MARKERS = ("tr", "mark")
CHECKS = ("check_known",)
"""Functions that are given what they say."""

NEVER_IN_THE_WINDOW = (
    "app/commands",
    "app/commands/command_line.py",
    "app/launch/preflight.py",
    "engine/experiments",
)
"""The command line prints English."""


@dataclass(frozen=True, slots=True)
class Found:
    """A text in a source file.

    Attributes
    ----------
    fields : frozenset of str or None
        Names that are given for its placeholders; None where that cannot be seen.
    """

    text: str
    place: str
    fields: frozenset[str] | None


def window_texts() -> list[Found]:
    """Return the texts of all `tr("…")` and `mark("…")` in the application."""
    return [
        Found(text, place, _fields(call) if _name(call) == "tr" else None)
        for call, text, place in _calls("app")
        if _name(call) in MARKERS
    ]


def engine_texts() -> list[Found]:
    """Return the sentences of all errors and messages of the engine."""
    return [
        Found(text, place, _said_with(call))
        for call, text, place in _calls("engine")
        if _name(call) in (*CHECKS, "Message") or _name(call).endswith("Error")
    ]


def setting_texts() -> list[Found]:
    """Return labels and explanations of all declared parameters, and names of table entries."""
    labels = [*(entry.label for entry in ACTIVATIONS), *(entry.label for entry in COSTS)]
    texts = [Found(label, "engine/functions", None) for label in labels]
    for call, _, place in _calls("engine"):
        if _name(call) != "Setting":
            continue
        label = call.args[1] if len(call.args) > 1 else None
        helps = [keyword.value for keyword in call.keywords if keyword.arg in ("help", "unit")]
        for node in (label, *helps):
            if isinstance(node, ast.Constant) and node.value:
                texts.append(Found(str(node.value), place, None))
    return texts


def _calls(package: str) -> Iterator[tuple[ast.Call, str, str]]:
    """Yield every call whose first argument is a text, with that text and its place."""
    for path in sorted((ROOT / package).rglob("*.py")):
        relative = path.relative_to(ROOT).as_posix()
        if relative.startswith(NEVER_IN_THE_WINDOW):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for text in _literals(node.args[0]) if node.args else ():
                    yield node, text, f"{relative}:{node.lineno}"


def _literals(node: ast.expr) -> list[str]:
    """Return the texts that an expression may be: a literal, or either branch of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    return []


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _said_with(call: ast.Call) -> frozenset[str] | None:
    """Return the fields of an error (its keywords) or of a message (its dict)."""
    if _name(call) == "Message":
        fields = call.args[1] if len(call.args) > 1 else ast.Dict([], [])
        if not isinstance(fields, ast.Dict):
            return None
        return frozenset(str(key.value) for key in fields.keys if isinstance(key, ast.Constant))
    return _fields(call) if _name(call).endswith("Error") else None


def _fields(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(name for name in names if name)
