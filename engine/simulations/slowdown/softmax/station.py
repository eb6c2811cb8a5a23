"""Softmax: four inputs, outputs that share 1, and what each input does to each output."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import ClassVar, TypeAlias

import numpy as np

from engine.arrays import Matrix, Vector, seal
from engine.commands.pages.slowdown import SetInputs, SetOutput
from engine.errors import SettingError
from engine.functions.activations import SIGMOID
from engine.improvement.softmax import (
    constant,
    descend,
    input_for,
    jacobian,
    log_likelihood,
    measured_jacobian,
    output_error,
    outputs,
)
from engine.settings import Setting, Values
from engine.simulations.slowdown.softmax.state import SoftmaxView
from engine.simulations.slowdown.station import Edited, Station
from engine.snapshots import Message

START = (2.5, -1.0, 3.2, 0.5)
"""Weighted inputs of the book's widget."""

FARTHEST = 5.0
"""Ends of its sliders."""

STEP = 0.1
UPDATES = 100
ETA = 0.1
"""Rate at which all z follow the gradient when it is played."""

UPDATES_PER_S = 20.0
INPUTS = tuple(f"softmax_z{place}" for place in range(1, len(START) + 1))
PLACES = tuple(str(place) for place in range(1, len(START) + 1))

PICTURES = ("cost", "z", "c", "error")
"""−ln a; outputs over one input; outputs over c; δ over c."""

LEAST_C, LARGEST_C = 0.01, 100.0

SETTINGS = (
    *(
        Setting(
            name, f"z{'₁₂₃₄'[place]}", start, low=-FARTHEST, high=FARTHEST,
            ends=(-FARTHEST, FARTHEST), step=STEP, level=0, restarts=True,
            help="Weighted input of an output at the start.",
        )
        for place, (name, start) in enumerate(zip(INPUTS, START, strict=True))
    ),
    Setting(
        "softmax_c", "c = 1/temperature", 1.0, low=LEAST_C, high=LARGEST_C, scale="log",
        ends=(LEAST_C, LARGEST_C),
        help="Factor of all z: large when cold, then the largest z takes everything.",
    ),
    Setting(
        "softmax_label", "Right answer y", "1", "choice", choices=PLACES, level=0, restarts=True,
        help="The output that should be 1.",
    ),
    Setting(
        "softmax_picture", "Picture", "z", "choice", choices=PICTURES, level=0,
        help="The cost, the outputs over one z, the outputs over c, or δ over c.",
    ),
    Setting(
        "softmax_swept", "Over", "4", "choice", choices=PLACES, level=0,
        help="The z that the outputs are drawn over.",
    ),
)  # fmt: skip

SHARE = seal(np.geomspace(1e-3, 1.0, 181))
"""Outputs over which the cost is drawn."""

COST = seal(-np.log(SHARE)[None, :])
SWEEP = seal(np.linspace(-FARTHEST, FARTHEST, 201))
COLDNESS = seal(np.geomspace(LEAST_C, LARGEST_C, 161))

Curves: TypeAlias = tuple[Vector, Matrix]


def set_inputs(settings: Values, command: SetInputs) -> Edited:
    """Return the settings with other inputs, which end where the sliders end."""
    return begun_at(settings, command.inputs)


def begun_at(settings: Values, inputs: Sequence[float]) -> Edited:
    """Return the settings of a start at some inputs."""
    if len(inputs) != len(START) or not np.isfinite(inputs).all():
        raise SettingError(
            "expected {count} finite numbers, got {found}; nothing was changed",
            count=len(START),
            found=", ".join(f"{each:g}" for each in inputs),
        )
    ended = [min(max(float(each), -FARTHEST), FARTHEST) for each in inputs]
    shown = ", ".join(f"{each:.3g}" for each in ended)
    said = Message("set the inputs to {inputs}", {"inputs": shown})
    return {**settings, **dict(zip(INPUTS, ended, strict=True))}, said


def set_output(settings: Values, command: SetOutput) -> Edited:
    """Return the settings with the z that gives an output its value; the other z stay."""
    known = 0 <= command.place < len(START) == len(command.inputs)
    if not known or not np.isfinite(command.value):
        raise SettingError(
            "expected an output from 1 to {last}, got {found}; nothing was changed",
            last=len(START),
            found=command.place + 1,
        )
    a = min(max(command.value, 1e-6), 1.0 - 1e-6)
    z = np.array(command.inputs)
    z[command.place] = round(input_for(z, command.place, a, float(settings["softmax_c"])), 2)
    return begun_at(settings, z.tolist())


class SoftmaxStation(Station):
    """The station; a step is an update of all z along the gradient of the cost."""

    name = "softmax"
    settings = SETTINGS
    edits: ClassVar = {SetInputs: set_inputs, SetOutput: set_output}
    looks = frozenset({"softmax_picture", "softmax_swept"})

    def __init__(self) -> None:
        self._shown = lru_cache(maxsize=1)(softmax_view)
        self._course = lru_cache(maxsize=8)(course_of)

    def speed(self, settings: Values) -> float:
        """Return the updates per second."""
        return UPDATES_PER_S

    def last_step(self, settings: Values) -> int:
        """Return the number of updates."""
        return UPDATES

    def view(self, settings: Values, step: int) -> SoftmaxView:
        """Return the outputs and all that follows from them."""
        label, swept = (int(settings[name]) - 1 for name in ("softmax_label", "softmax_swept"))
        start, c = tuple(float(settings[name]) for name in INPUTS), float(settings["softmax_c"])
        z = tuple(self._course(start, label, c)[step].tolist())
        return self._shown(z, c, label, swept, str(settings["softmax_picture"]))


def course_of(start: tuple[float, ...], label: int, c: float) -> Matrix:
    """Return the inputs before and after every update."""
    z = np.array(start)
    return descend(z, label, c, eta=ETA, updates=UPDATES, farthest=FARTHEST)


def softmax_view(
    inputs: tuple[float, ...], c: float, label: int, swept: int, picture: str
) -> SoftmaxView:
    """Return softmax at some inputs, with the curves of one picture."""
    z = seal(np.array(inputs))
    a, shift = outputs(z, c), constant(z, c)
    x, curves = CURVES[picture](z, c, label, swept)
    return SoftmaxView(
        z,
        seal(a),
        c,
        label,
        swept,
        seal(jacobian(a, c)),
        seal(measured_jacobian(z, c)),
        seal(output_error(a, label, c)),
        log_likelihood(z, label, c),
        seal(z - shift),
        shift,
        seal(SIGMOID.value(z)),
        picture,
        x,
        seal(curves),
    )


def _cost_curve(z: Vector, c: float, label: int, swept: int) -> Curves:
    return SHARE, COST


def _outputs_over_z(z: Vector, c: float, label: int, swept: int) -> Curves:
    inputs = np.tile(z, (len(SWEEP), 1))
    inputs[:, swept] = SWEEP
    return SWEEP, outputs(inputs, c).T.copy()


def _outputs_over_c(z: Vector, c: float, label: int, swept: int) -> Curves:
    return COLDNESS, outputs(COLDNESS[:, None] * z).T.copy()


def _errors_over_c(z: Vector, c: float, label: int, swept: int) -> Curves:
    a = outputs(COLDNESS[:, None] * z)
    return COLDNESS, ((a - np.eye(len(z))[label]) * COLDNESS[:, None]).T.copy()


CURVES: dict[str, Callable[[Vector, float, int, int], Curves]] = {
    "cost": _cost_curve,
    "z": _outputs_over_z,
    "c": _outputs_over_c,
    "error": _errors_over_c,
}
"""Curves of each picture."""
