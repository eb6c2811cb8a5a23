"""STATIONS: the page's table of stations."""

from __future__ import annotations

from engine.simulations.slowdown.activations.station import ActivationsStation
from engine.simulations.slowdown.derivation.station import DerivationStation
from engine.simulations.slowdown.neuron.station import NeuronStation
from engine.simulations.slowdown.softmax.station import SoftmaxStation
from engine.simulations.slowdown.station import Station

STATIONS: tuple[type[Station], ...] = (
    NeuronStation,
    DerivationStation,
    SoftmaxStation,
    ActivationsStation,
)
