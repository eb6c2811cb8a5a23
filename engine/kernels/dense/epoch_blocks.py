"""Training and measurement of several epochs of a small network in one kernel call.

An epoch of two hundred points takes less time than the Python call that starts it. Each epoch
is trained, measured on all parts of the data, and writes one row of metrics.

Metrics are summed in a fixed order, so that they do not depend on the compiler's optimisations.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.dense.batch_forward import LANES, feed_lanes, load_lanes
from engine.kernels.dense.online_f64 import (
    add_one_gradient,
    backpropagate_one,
    feed_one,
    output_error_at,
    quads,
    train_online,
)
from engine.kernels.dropout import NO_DROPOUT
from engine.kernels.elementwise import through_at
from engine.kernels.jit import allocating_kernel, exact_kernel, kernel
from engine.kernels.output_costs import exact_output_cost
from engine.kernels.penalties import L1, L2, NO_PENALTY
from engine.kernels.simd.simd_f64 import pointer

FACTOR, BEST, WAITED = range(3)
"""As in `engine.functions.schedules`."""

HALF = 0.5
TOO_LARGE = 1e8
"""As in `engine.training.trainer`: a parameter beyond this size counts as diverged."""


@exact_kernel
def weight_penalty(parameters: Any, sizes: Any, penalty: int) -> float:
    """Return Ω(w) of all weights.  Nielsen (2015), eq. (85), (95)."""
    total, start = 0.0, 0
    for layer in range(sizes.shape[0] - 1):
        end = start + sizes[layer] * sizes[layer + 1]
        for q in range(start, end):
            if penalty == L2:
                total += 0.5 * parameters[q] * parameters[q]
            elif penalty == L1:
                total += abs(parameters[q])
        start = end + sizes[layer + 1]
    return total


@exact_kernel
def answer_at(a: Any, first: int, n: int, answers: Any, confidence: Any, place: int) -> bool:
    """Write answer and confidence of n outputs, LANES apart; return whether all are finite."""
    best, sure, total, sound = 0, a[first], 0.0, True
    for j in range(n):
        output = a[first + j * LANES]
        total += output
        sound = sound and np.isfinite(output)
        if output > sure:
            best, sure = j, output
    if n == 1:
        answers[place] = 1 if sure > HALF else 0
        confidence[place] = max(sure, 1.0 - sure)
    else:
        answers[place] = best
        confidence[place] = sure / max(total, 1e-12)
    return sound


@exact_kernel
def share_of(count: float, size: int) -> float:
    """Return count / size, correctly rounded: never above 1."""
    return count / size


@exact_kernel
def measure_online(
    parameters: Any,
    sizes: Any,
    codes: Any,
    x: Any,
    labels: Any,
    ends: Any,
    cost: int,
    penalty: int,
    strength: float,
    scratch: Any,
    costs: Any,
    accuracies: Any,
    answers: Any,
    confidence: Any,
) -> bool:
    """Measure a network on all parts of the data; return whether all outputs are finite.

    Parameters
    ----------
    parameters : Vector, shape (p,), float64
    x : Matrix, shape (n_in, n), float64
        Examples of all parts, one part after the other.
    labels : Labels, shape (n,)
    ends : Vector, shape (parts,), int64
        End of each part among the examples.
    strength : float
        λ; the penalty of a part of m examples is λ/m Ω(w).
    scratch : Matrix, shape (2, (n_in + neurons) * LANES), float64
    costs, accuracies : Vector, shape (parts,)
        Written.
    answers, confidence : Vector, shape (n,)
        Written; see `engine.training.measurement.Score`.
    """
    w, z, a = pointer(parameters), pointer(scratch[0]), pointer(scratch[1])
    n_out, count, sound, part = sizes[-1], x.shape[1], True, 0
    outputs = scratch.shape[1] - n_out * LANES
    costs[:] = 0.0
    accuracies[:] = 0.0
    for first in range(0, count, LANES):
        there = min(LANES, count - first)
        load_lanes(x, first, there, a)
        feed_lanes(w, codes.shape[0], sizes, codes, z, a)
        for lane in range(there):
            place, at = first + lane, outputs + lane
            while place >= ends[part]:
                part += 1
            label = labels[place]
            for j in range(n_out):
                wanted = label if n_out == 1 else (1.0 if j == label else 0.0)
                costs[part] += exact_output_cost(cost, a[at + j * LANES], float(wanted))
            sound = answer_at(a, at, n_out, answers, confidence, place) and sound
            accuracies[part] += 1.0 if answers[place] == label else 0.0
    omega = weight_penalty(parameters, sizes, penalty) if penalty != NO_PENALTY else 0.0
    begin = 0
    for part in range(ends.shape[0]):
        size = ends[part] - begin
        costs[part] = (costs[part] + strength * omega) / size
        accuracies[part] = share_of(accuracies[part], size)
        begin = ends[part]
    return sound


@exact_kernel
def slopes_online(
    sizes: Any,
    codes: Any,
    x: Any,
    y: Any,
    rows: Any,
    cost: int,
    limits: Any,
    buffers: Any,
    norms: Any,
    shares: Any,
) -> None:
    """Write gradient norm and saturation of each layer over a probe.

    Parameters
    ----------
    rows : Vector, shape (m,), int64
        Indices of the probe's examples.
    limits : Vector, shape (layers,)
        Derivative below which a neuron counts as saturated.
    buffers : QuadBuffers
        As in `train_online`; w holds the padded parameters.
    norms, shares : Vector, shape (layers,)
        Written; see `engine.training.measurement.layer_measures`.
    """
    w, g, z, a, delta = buffers.w, buffers.g, buffers.z, buffers.a, buffers.delta
    for j in range(delta.shape[0]):
        delta[j] = 0.0
    norms[:] = 0.0
    shares[:] = 0.0
    layers, n_out, m = codes.shape[0], sizes[-1], rows.shape[0]
    outputs, end = z.shape[0] - quads(n_out), w.shape[0]
    ws, gs, xs, ys = pointer(w), pointer(g), pointer(x), pointer(y)
    network = (layers, pointer(sizes), pointer(codes))
    zs, as_, errors = neurons = (pointer(z), pointer(a), pointer(delta))
    for i in range(m):
        row = rows[i]
        feed_one(ws, network, xs, row, neurons, NO_DROPOUT, i)
        base = 0
        for layer in range(layers):
            # slopes, for a moment: errors of size 1 passed through the layer
            delta[base : base + sizes[layer + 1]] = 1.0
            through_at(codes[layer], zs, as_, errors, base, sizes[layer + 1])
            for j in range(base, base + sizes[layer + 1]):
                shares[layer] += 1.0 if abs(delta[j]) < limits[layer] else 0.0
            base += quads(sizes[layer + 1])
        output_error_at(cost, codes[-1], zs, as_, ys, row, errors, outputs, n_out)
        backpropagate_one(ws, end, outputs, network, neurons, NO_DROPOUT, i)
        add_one_gradient(gs, network, xs, row, neurons, 1.0 / m)
    start = 0
    for layer in range(layers):
        width = quads(sizes[layer + 1])
        bias = start + sizes[layer] * width
        for q in range(start, bias):
            norms[layer] += g[q] * g[q]
        norms[layer] = np.sqrt(norms[layer])
        shares[layer] /= m * sizes[layer + 1]
        start = bias + width
    for q in range(g.shape[0]):
        g[q] = 0.0


@kernel
def remember_epoch(memory: Any, halves: bool, patience: int, accuracy: float) -> None:
    """Update the schedule's memory; see `engine.functions.schedules.remember`."""
    if accuracy > memory[BEST]:
        memory[BEST] = accuracy
        memory[WAITED] = 0.0
        return
    memory[WAITED] += 1.0
    if halves and memory[WAITED] % patience == 0:
        memory[FACTOR] /= 2.0


@kernel
def all_below(values: Any, limit: float) -> bool:
    """Return whether all absolute values are below a limit; false for NaN."""
    below = True
    for q in range(values.shape[0]):
        below = below and abs(values[q]) < limit
    return below


@allocating_kernel
def train_epochs(
    parameters: Any,
    slots: Any,
    sizes: Any,
    codes: Any,
    x: Any,
    y: Any,
    orders: Any,
    records: Any,
    buffers: Any,
    measured: Any,
    stop: Any,
    memory: Any,
    out: Any,
) -> int:
    """Train and measure whole epochs; return the number of finite ones.

    Parameters
    ----------
    orders : Matrix, shape (epochs, examples), int64
        Order of the examples in each epoch.
    records : Records, shape (epochs,)
        `step` and `updates` are those at the start of each epoch; the rate may be halved here.
    measured : Measured
        See `engine.training.epoch_blocks`, as the arguments below.
    stop : StopRule
    memory : Vector, shape (3,)
        The schedule's memory, changed.
    out : EpochArrays
        Written.

    Notes
    -----
    An epoch that diverges ends the call; parameters, state and memory are those before it.
    """
    count: int = orders.shape[0]
    out.frames[0], out.slots[0] = parameters, slots
    for k in range(count):
        h = records[k]
        if stop.halves:
            h.rate *= memory[FACTOR]
        train_online(parameters, slots, sizes, codes, x, y, orders[k], records[k : k + 1], buffers)
        costs, accuracies = out.costs[k], out.accuracies[k]
        sound = all_below(parameters, TOO_LARGE) and measure_online(
            parameters, sizes, codes, measured.x, measured.labels, measured.ends, h.cost,
            h.penalty, h.strength, measured.scratch, costs, accuracies, out.answers[k],
            out.confidence[k],
        )  # fmt: skip
        if not sound or not all_below(costs, np.inf):
            parameters[:], slots[:] = out.frames[k], out.slots[k]
            return k
        slopes_online(
            sizes, codes, x, y, measured.probe, h.cost, measured.limits, buffers,
            out.norms[k], out.shares[k],
        )  # fmt: skip
        accuracy = accuracies[stop.judged]
        remember_epoch(memory, stop.halves, stop.patience, accuracy)
        out.frames[k + 1], out.slots[k + 1], out.memories[k] = parameters, slots, memory
        reached = accuracy >= stop.accuracy and costs[stop.judged] <= stop.cost
        waited = stop.early and memory[WAITED] >= stop.patience
        if reached or waited or memory[FACTOR] <= stop.last:
            return k + 1
    return count
