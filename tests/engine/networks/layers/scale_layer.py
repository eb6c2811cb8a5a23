"""A kind of layer that exists in tests alone: a factor and a shift for each map or neuron."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.networks.layers import table
from engine.networks.layers.layer import Addition, Layer, Signal
from engine.networks.specification import parse_layers
from engine.settings import Setting
from engine.snapshots import Message

NETWORKS = (
    "2 dense4:tanh scale3 dense3:softmax",
    "5 dense4:tanh scale1 dense4:sigmoid scale2 dense3:softmax",
    "9x8 conv3@3:tanh scale2 conv2@2:tanh pool2 scale1 dense4:tanh scale3 dense3:softmax",
)


@dataclass(frozen=True, slots=True)
class Scale(Layer):
    """gain × w a + b, with one w and one b for each map or neuron."""

    gain: int

    kind: ClassVar = "scale"
    title: ClassVar = Message("scale")
    card: ClassVar = (
        Setting("gain", "gain", 1, "int", low=1, ends=(1, 9), help="Layer {number}: its gain."),
    )
    additions: ClassVar = (Addition("scale", Message("a scale"), "scale1", needs_maps=False),)
    tensor: ClassVar = "scale{number}_{part}"

    @classmethod
    def claims(cls, word):
        return word.startswith("scale")

    @classmethod
    def read(cls, told):
        return cls(told.shape, int(re.sub(r"\D", "", told.word)))

    @property
    def word(self):
        return f"scale{self.gain}"

    @property
    def out_shape(self):
        return self.in_shape

    @property
    def units(self):
        return self.in_shape[0]

    @property
    def explanation(self):
        return Message("a factor and a shift for each of {count}", {"count": self.units})

    def forward(self, parameters, before):
        w, b = (self._broad(each) for each in parameters)
        z = self.gain * w * before.a + b
        return Signal(z, z)

    def gradient(self, before, delta):
        axes = (0, 2, 3) if delta.ndim == 4 else 0
        return (self.gain * before.a * delta).sum(axis=axes), delta.sum(axis=axes)

    def error(self, parameters, before, delta):
        return self.gain * self._broad(parameters[0]) * delta

    def _broad(self, each):
        return each.reshape(-1, *[1] * (len(self.in_shape) - 1))

    def line(self, number):
        sides = ", ".join(["-1", *["1"] * (len(self.in_shape) - 1)])
        w, b = (f"scale{number}_{part}.reshape({sides})" for part in "wb")
        return f"{self.gain} * {w} * a + {b}"


def add_scale(monkeypatch):
    """Add the kind to LAYERS, and forget what was parsed without it."""
    parse_layers.cache_clear()
    monkeypatch.setattr(table, "LAYERS", (*table.LAYERS, Scale))


def drawn_arrays(specification, generator, count=6):
    """Return random inputs and one-hot targets for a network."""
    x = generator.normal(size=(count, specification.inputs))
    return x, np.eye(specification.sizes[-1])[generator.integers(0, specification.sizes[-1], count)]
