"""Precompilation of the kernels into the disk cache.

`python -m engine.compilation.precompile` runs it in a separate process, because compiling in
the window's process makes it stutter.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import numpy as np

from engine.compilation.cache import NUMBA_VARIABLE, bypass, prepare_cache, seal, wipe
from engine.installation import ROOT

Precompilation: TypeAlias = tuple[str, Callable[[], object]]
"""Name of a group of kernels, and a function whose call compiles them."""

STOPPED = tuple(-number for number in (signal.SIGINT, signal.SIGTERM, signal.Signals(9)))
"""Exit statuses of a process that was stopped on purpose."""


def _draw_strokes() -> None:
    from engine.data.digits.strokes import draw

    draw([np.array([[8.0, 8.0], [20.0, 20.0]])], 2.0)


def precompile_drawing() -> None:
    """Compile, or load from the cache, the kernels for wires and density plots."""
    from engine.kernels.drawing.density_plot import draw_density_plot
    from engine.kernels.drawing.lines import draw_lines
    from engine.kernels.jit import JIT_AVAILABLE

    if JIT_AVAILABLE:
        nothing = np.zeros(0, np.float32)
        colours, picture = np.zeros(0, np.uint32), np.zeros((1, 1), np.uint32)
        draw_lines(np.zeros((0, 4), np.float32), nothing, nothing, colours, picture)
        light = np.ones((1, 1), np.float32)
        draw_density_plot(np.zeros(0), np.zeros((0, 1)), 1.0, light)


def _train(layers: str, expand: str = "none") -> None:
    from engine.data.examples import Examples
    from engine.execution.tracing import trace_compiled
    from engine.training.measurement import Measurement
    from engine.training.settings import TrainingSettings
    from engine.training.trainer import Trainer

    asked = {"layers": layers, "cost": "log-likelihood", "batch": 5, "epochs": 1, "expand": expand}
    settings = TrainingSettings.from_values(asked)
    x = np.zeros((10, settings.specification().inputs), np.float32)
    examples = Examples(x, np.arange(10, dtype=np.uint8))
    trainer = Trainer(settings, examples)
    trainer.train(1)
    Measurement(trainer.network, settings, {"training": examples}).finish()
    trace_compiled(trainer.network, x[:1])


def _train_large() -> None:
    _train("784-10-10")
    _train("784-10-10", expand="elastic")


def _train_small() -> None:
    _train("4-4-10")


def _train_batches() -> None:
    from engine.data.points.toys import toy_data_set
    from engine.runs.run import Run
    from engine.training.network_batch import network_batch_of
    from engine.training.recording import Recording
    from engine.training.settings import TrainingSettings
    from engine.training.trainer import Trainer

    settings, data = TrainingSettings.from_values({"layers": "2-4-1"}), toy_data_set("xor", 20, 1)
    run = Run(Trainer(settings, data.training, 1), data, recording=Recording())
    run.finish_measuring()
    run.advance(100)
    network_batch = network_batch_of([Trainer(settings, data.training, 1)])
    assert network_batch is not None
    network_batch.train(1)


def _draw_surfaces() -> None:
    from engine.networks.specification import parse_layers
    from engine.surfaces.loss_slice import heights_on, random_slice
    from engine.surfaces.terrain import Trail, View, map_picture, relief_picture

    shares = np.zeros((3, 3), np.float32)
    map_picture(shares)
    relief_picture(shares, View(), [Trail(np.zeros((2, 3)), 0xFFFFFFFF)])
    specification = parse_layers("784-2-10")
    parameters = np.zeros(specification.parameter_count)
    x, y = np.zeros((1, 784)), np.zeros((1, 10))
    loss_slice = random_slice(specification, parameters, 1)
    heights_on(loss_slice, specification, x, y, "quadratic").row(0)


def _feed_batches() -> None:
    from engine.execution.batch_forward import activations_of, costs_of_many, outputs_of_many
    from engine.networks.specification import parse_layers

    specification = parse_layers("2-4-1")
    parameters = np.zeros((1, specification.parameter_count))
    x, y = np.zeros((2, 1)), np.zeros((1, 1))
    activations_of(specification, parameters[0], x)
    outputs_of_many(specification, parameters, x)
    costs_of_many(specification, parameters, x, y, "quadratic")


def _train_convolution() -> None:
    _train("8x8 conv2@3 pool2 dense10")


PRECOMPILATIONS: tuple[Precompilation, ...] = (
    ("pen strokes", _draw_strokes),
    ("wires", precompile_drawing),
    ("networks in float32", _train_large),
    ("networks in float64", _train_small),
    ("convolution", _train_convolution),
    ("planes", _feed_batches),
    ("epochs and crowds", _train_batches),
    ("surfaces", _draw_surfaces),
)
"""Groups of kernels, in the order in which a window needs them."""

DENSE = 4
"""Number of groups after which dense networks can be trained."""


def precompile(table: tuple[Precompilation, ...] = PRECOMPILATIONS) -> Iterator[tuple[int, str]]:
    """Compile every entry; yield the number done and the name after each."""
    for done, (name, call) in enumerate(table, start=1):
        call()
        yield done, name


def start_precompile() -> subprocess.Popen[str]:
    """Start a process that fills this process's cache.

    Returns
    -------
    process : Popen
        Writes a line of JSON to standard output for each completed entry:
        ``{"done": 1, "of": 8, "name": "pen strokes"}``. After it has ended,
        `wants_another_try` decides about a retry.
    """
    return subprocess.Popen(
        [sys.executable, "-m", "engine.compilation.precompile"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def wants_another_try(status: int, tries: int) -> bool:
    """Clean up after a process of `start_precompile`; return whether to start it again.

    A failure empties the cache. After the second one Numba is also bypassed from the next
    start on: slow, but it works.

    Parameters
    ----------
    status : int
        Exit status of the process.
    tries : int
        Number of processes that have ended so far, >= 1.
    """
    if status == 0 or status in STOPPED:
        return False
    folder = Path(os.environ[NUMBA_VARIABLE])
    wipe(folder)
    if tries > 1:
        bypass(folder)
    return tries == 1


def main() -> int:
    """Fill the cache, printing a line of JSON per entry; return the exit status."""
    state = prepare_cache()
    for done, name in precompile():
        line = json.dumps({"done": done, "of": len(PRECOMPILATIONS), "name": name})
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    if state.kept:
        seal(state.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
