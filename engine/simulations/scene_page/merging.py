"""Taking one change back in a scene that has moved on since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from engine.simulations.values import same_value

S = TypeVar("S")


def merged(target: S, source: S, now: S) -> S:
    """Return the scene `now`, but with what differs between two others as it is in `target`.

    Scenes are compared field by field, mappings in them key by key.
    """
    parts: dict[str, Any] = {}
    for field in fields(target):  # type: ignore[arg-type]
        parts[field.name] = _part(*(getattr(scene, field.name) for scene in (target, source, now)))
    return replace(now, **parts)  # type: ignore[type-var]


def _part(target: Any, source: Any, now: Any) -> Any:
    if same_value(target, source):
        return now
    if isinstance(target, Mapping) and target.keys() == source.keys() == now.keys():
        return {key: _part(target[key], source[key], now[key]) for key in target}
    return target
