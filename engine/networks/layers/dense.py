"""Dense layer: every neuron sees every input."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import prod
from typing import ClassVar, Self

from engine.arrays import Matrix
from engine.errors import SettingError
from engine.functions.activations import ACTIVATION, SOFTMAX
from engine.networks.layers.layer import (
    ACTIVATION_SETTING,
    Addition,
    KernelPart,
    Layer,
    Parameters,
    Shape,
    Signal,
    Told,
    applied,
    through,
)
from engine.settings import Setting
from engine.snapshots import Message

_NOTATION = re.compile(r"(?:(dense|softmax))?(\d+)(?::([a-z-]+))?")


def new_dense(count: int) -> Addition:
    """Return a dense layer to insert."""
    words = f"dense{count}:{{like}}"
    return Addition("dense", Message("a dense layer"), words, needs_maps=False)


@dataclass(frozen=True, slots=True)
class Dense(Layer):
    """Neurons with one weight for each input; maps in front of it are laid out as a row.

    Nielsen (2015), eq. (22), (BP1)-(BP4).
    """

    neurons: int
    activation: str = "sigmoid"

    kind: ClassVar = "dense"
    title: ClassVar = Message("dense")
    card: ClassVar = (
        Setting(
            "neurons", "neurons", 30, "int", low=1, ends=(1, 1_000),
            help="Layer {number}: neurons; type a number or drag it sideways.",
        ),
        ACTIVATION_SETTING,
    )  # fmt: skip
    additions: ClassVar = (new_dense(30),)
    kernels: ClassVar[KernelPart] = "dense"
    answers: ClassVar = True
    tensor: ClassVar = "{part}{number}"

    @classmethod
    def claims(cls, word: str) -> bool:
        return _NOTATION.fullmatch(word) is not None

    @classmethod
    def read(cls, told: Told) -> Self:
        match = _NOTATION.fullmatch(told.word)
        assert match is not None  # claimed
        softmax, neurons, activation = match[1] == "softmax", int(match[2]), match[3]
        name = told.activation(activation, softmax=True)
        if softmax and activation not in (None, SOFTMAX.name):
            raise SettingError(
                "expected a softmax layer without another activation, got {word!r}; "
                "write dense{size}:{activation}",
                word=told.word,
                size=neurons,
                activation=activation,
            )
        return cls((prod(told.shape),), neurons, SOFTMAX.name if softmax else name)

    @property
    def word(self) -> str:
        return f"dense{self.neurons}:{self.activation}"

    @property
    def out_shape(self) -> Shape:
        return (self.neurons,)

    @property
    def units(self) -> int:
        return self.neurons

    @property
    def field(self) -> Shape:
        return self.in_shape

    @property
    def fan_in(self) -> int:
        return self.in_shape[0]

    @property
    def explanation(self) -> Message:
        return Message(
            "({inputs} weights + 1 bias) × {neurons} neurons = {count}, each used once an example.",
            {"inputs": self.fan_in, "neurons": self.neurons, "count": self.parameter_count},
        )

    def forward(self, parameters: Parameters, before: Signal) -> Signal:
        w, b = parameters
        z = before.a @ w.T + b
        return Signal(z, ACTIVATION[self.activation].value(z))

    def delta(self, after: Signal, error: Matrix) -> Matrix:
        return through(ACTIVATION[self.activation], after.z, after.a, error)

    def gradient(self, before: Signal, delta: Matrix) -> Parameters:
        return (before.a.T @ delta).T, delta.sum(axis=0)

    def error(self, parameters: Parameters, before: Signal, delta: Matrix) -> Matrix:
        error: Matrix = delta @ parameters[0]
        return error

    def line(self, number: int) -> str:
        return applied(self.activation, f"a @ w{number}.T + b{number}")
