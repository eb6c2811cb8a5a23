"""EDITS of the page Search: each makes a new scene from a scene and a command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from engine.commands.edits import SetSetting
from engine.commands.pages.search import ChangeRow, RestoreRow
from engine.commands.transport import Reset
from engine.errors import SettingError
from engine.search.extras import extra, has_extra
from engine.search.hunt import HUNT
from engine.search.strategies import STRATEGY
from engine.settings import Value, check_all
from engine.simulations.learning.data_store import check_source
from engine.simulations.search.scene import Scene
from engine.simulations.search.settings import HUNT as STATION_HUNT
from engine.simulations.search.settings import (
    NONE,
    OWN,
    PRESET,
    SETTINGS,
    WORK,
    usual_range,
)
from engine.snapshots import Message

LARGEST_SEED = 2**31 - 1
OPTUNA, CLUSTER = "sweep", "cluster"
"""Extras without which a strategy, or an address, is refused."""

OF_NETWORK = frozenset({"layers", "data", "epochs", "train_size"})
"""Settings whose change makes the network one of one's own."""

Edited: TypeAlias = tuple[Scene, Message]


def _set(scene: Scene, command: SetSetting) -> Edited:
    name, before = command.name, scene.settings
    values = check_all(SETTINGS, {**before, name: command.value})
    values = {**values, **FOLLOWING.get(name, _nothing)(before, values)}
    if name == "digits":
        check_source(str(values["digits"]))
    changed = replace(scene, settings=values)
    if name in CHECKED:
        CHECKED[name](changed)
    said = Message("set {name} to {value}", {"name": name, "value": values[name]})
    return changed, said


def _nothing(before: Any, values: Any) -> dict[str, Value]:
    return {}


def _preset(before: Any, values: Any) -> dict[str, Value]:
    preset = PRESET.get(str(values["network"]))
    if preset is None:
        return {}
    layers = {
        f"{axis}_values": preset.values["layers"]
        for axis in ("across", "up")
        if values[axis] == "layers"
    }
    return {**preset.values, **layers}


def _axis(axis: str, other: str) -> Callable[[Any, Any], dict[str, Value]]:
    """Return what follows from another setting along an axis: its usual values, or a swap."""

    def follow(before: Any, values: Any) -> dict[str, Value]:
        if values[axis] == before[axis]:
            return {}
        if values[axis] == before[other]:
            if before[axis] == NONE:
                raise SettingError("expected another setting, got the same one on both axes")
            return {
                other: before[axis],
                f"{axis}_values": before[f"{other}_values"],
                f"{other}_values": before[f"{axis}_values"],
            }
        if values[axis] == NONE:
            return {}
        own = str(values["layers"]) if values[axis] == "layers" else usual_range(str(values[axis]))
        return {f"{axis}_values": own}

    return follow


def _own(before: Any, values: Any) -> dict[str, Value]:
    found = next(
        (
            preset.name
            for preset in PRESET.values()
            if all(values[name] == value for name, value in preset.values.items())
        ),
        OWN,
    )
    return {"network": found}


FOLLOWING: dict[str, Callable[[Any, Any], dict[str, Value]]] = {
    "network": _preset,
    "across": _axis("across", "up"),
    "up": _axis("up", "across"),
    **dict.fromkeys(OF_NETWORK, _own),
}
"""Settings that follow from a change of another one: (values before, after) -> those."""


def _check_plan(scene: Scene) -> None:
    plan = scene.plan()
    plan.check()
    STRATEGY[plan.strategy].check(plan)


def check_scene(scene: Scene) -> Scene:
    """Return a scene after all its values have been checked together.

    Raises
    ------
    EngineError
        If values do not fit each other.
    """
    _check_plan(scene)
    scene.ladder()
    for changed in scene.hunt:
        _check_row(int(changed))
    for row in range(len(HUNT)):
        scene.row(row)
    return scene


def _check_strategy(scene: Scene) -> None:
    _check_plan(scene)
    _check_extra(OPTUNA, needed=scene.settings["strategy"] == "optuna")


def _check_place(scene: Scene) -> None:
    place = scene.place()
    place.check()
    _check_extra(CLUSTER, needed=bool(place.cluster))


def _check_extra(name: str, *, needed: bool) -> None:
    """Refuse what needs a library that is not installed, without importing one that is."""
    if needed and not has_extra(name):
        extra(name)


CHECKED: dict[str, Callable[[Scene], object]] = {
    **dict.fromkeys(
        (
            "network", "across", "up", "across_values", "up_values", "count", "layers", "epochs",
            "train_size", "fixed", "seed", "trials",
        ),
        _check_plan,
    ),
    "strategy": _check_strategy,
    **dict.fromkeys(WORK, _check_place),
    "ladder_layers": Scene.ladder,
}  # fmt: skip
"""Checks of a changed setting together with all others: raise an EngineError."""


def _change_row(scene: Scene, command: ChangeRow) -> Edited:
    _check_row(command.row)
    if command.name not in ROW_SETTINGS:
        raise SettingError(
            "expected a setting among {known}, got {found}; check the spelling",
            known=", ".join(ROW_SETTINGS),
            found=command.name,
        )
    before = scene.row(command.row).settings
    value = before.changed(command.name, command.value).values()[command.name]
    own = {**scene.hunt.get(str(command.row), {}), command.name: value}
    book = HUNT[command.row].settings.values()
    own = {name: each for name, each in own.items() if each != book[name]}
    said = Message(
        "set {name} of row {row} to {value}",
        {"name": command.name, "row": command.row + 1, "value": value},
    )
    return replace(scene, hunt=_with(scene, command.row, own)), said


ROW_SETTINGS = (
    "eta", "lambda", "layers", "train_size", "epochs", "batch", "seed", "schedule", "patience",
)  # fmt: skip
"""Settings of a row that can be changed."""


def _restore_row(scene: Scene, command: RestoreRow) -> Edited:
    _check_row(command.row)
    said = Message("set row {row} as in the book", {"row": command.row + 1})
    return replace(scene, hunt=_with(scene, command.row, {})), said


def _with(scene: Scene, row: int, own: dict[str, Value]) -> dict[str, Any]:
    others = {name: each for name, each in scene.hunt.items() if name != str(row)}
    return {**others, str(row): own} if own else others


def _check_row(row: int) -> None:
    if not 0 <= row < len(HUNT):
        raise SettingError(
            "expected row 1 to {last}, got {found}; choose one that is there",
            last=len(HUNT),
            found=row + 1,
        )


def _with_next_seed(scene: Scene, command: Reset) -> Edited:
    """Begin anew with the next seed: of every row at the hunt, else of map and ladder."""
    said = Message("begin anew")
    if scene.station == STATION_HUNT:
        for row in range(len(HUNT)):
            seed = scene.row(row).settings.seed % LARGEST_SEED + 1
            own = {**scene.hunt.get(str(row), {}), "seed": seed}
            scene = replace(scene, hunt=_with(scene, row, own))
        return scene, said
    seed = scene.seed % LARGEST_SEED + 1
    return replace(scene, settings={**scene.settings, "seed": seed}), said


EDITS: dict[type, Callable[[Scene, Any], Edited]] = {
    SetSetting: _set,
    ChangeRow: _change_row,
    RestoreRow: _restore_row,
    Reset: _with_next_seed,
}
