"""Baseline in PyTorch for networks with convolutions, used by `bench engine`."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from engine.arrays import Matrix
from engine.execution.convolution_layout import Stage, stages_of
from engine.experiments.benchmarks.baselines import PyTorch
from engine.functions.activations import ACTIVATION
from engine.networks.specification import NetworkSpecification

POOLINGS = {"max": "MaxPool2d", "average": "AvgPool2d"}
"""PyTorch's names for kinds of pooling."""


class TorchConvolution(PyTorch):
    """A convolutional network with softmax output, log-likelihood cost and plain SGD.

    Images are in channels-last layout, with which PyTorch is 1.5 times as fast on a CPU. The
    softmax is part of the loss, as is usual in PyTorch.

    Parameters
    ----------
    network : NetworkSpecification
        As `parse_layers` returns it; max pooling, average pooling or none.
    dropout : float
        Rate of dropout of the inputs of every dense layer.
    """

    def __init__(
        self,
        network: NetworkSpecification,
        x: Matrix,
        y: Matrix,
        batch: int,
        eta: float,
        *,
        dropout: float = 0.0,
    ) -> None:
        self._dropout = dropout
        super().__init__(network, x, y, batch, eta)

    def _build(self, network: NetworkSpecification) -> Any:
        layers: list[Any] = []
        for stage in stages_of(network):
            layers += self._stage(stage)
        layers.append(self._torch.nn.Flatten())
        pairs = itertools.pairwise(network.sizes)
        for (n_in, n_out), activation in zip(pairs, network.activations, strict=True):
            if self._dropout:
                layers.append(self._torch.nn.Dropout(self._dropout))
            layers.append(self._torch.nn.Linear(n_in, n_out))
            if activation != "softmax":
                layers.append(self._module(ACTIVATION[activation].torch))
        return self._torch.nn.Sequential(*layers).to(memory_format=self._torch.channels_last)

    def _stage(self, stage: Stage) -> list[Any]:
        maps, pool = stage.convolution, stage.pooling
        convolution = self._torch.nn.Conv2d(
            maps.in_shape[0], maps.maps, maps.kernel, maps.stride, maps.border
        )
        entry = ACTIVATION[maps.activation]
        activation = self._module(entry.torch)
        if pool is None:
            return [convolution, activation]
        pooling = self._module(POOLINGS[pool.pooling], pool.size, pool.step)
        # an increasing activation commutes with max pooling, and costs less after it
        commutes = pool.pooling == "max" and entry.monotone
        return [convolution, *([pooling, activation] if commutes else [activation, pooling])]

    def _module(self, name: str, *arguments: int) -> Any:
        return getattr(self._torch.nn, name)(*arguments)

    def _inputs(self, network: NetworkSpecification, x: Matrix) -> Any:
        images = np.ascontiguousarray(x).reshape(-1, *network.layers[0].in_shape)
        layout = self._torch.channels_last
        return self._torch.from_numpy(images).contiguous(memory_format=layout)

    def _targets(self, y: Matrix) -> Any:
        return self._torch.from_numpy(y.argmax(axis=1))

    def _loss(self, outputs: Any, y: Any) -> Any:
        return self._torch.nn.functional.cross_entropy(outputs, y)
