"""Equation of a stop, in letters and with its numbers substituted.

The book counts the input as layer 1, so the layer at place 0 here is written 2.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.backpropagation.backward import Trace
from engine.functions.activations import ACTIVATION
from engine.functions.costs import QUADRATIC
from engine.simulations.backprop.state import Equation, Part, Piece
from engine.simulations.backprop.stops import Stop
from engine.text import subscript, superscript

MOST_LETTERS = 3
"""Most terms of a sum that are written out in letters; longer sums are abbreviated."""


def equation_of(
    trace: Trace, stop: Stop, part: Part, eta: float, form: str, *, chosen: bool = True
) -> Equation:
    """Return the equation of a stop for the selected part.

    Parameters
    ----------
    form : str
        "hadamard" or "matrix": how BP1 and BP2 are written.
    chosen : bool
        Whether the user has selected the part; if not, the forward pass shows an output.
    """
    last = len(trace.zs) - 1
    if stop.kind == "input":
        return _input(trace)
    if stop.kind == "forward":
        layer = stop.layer
        if layer is None:
            layer = part.layer if chosen else last
        return _forward(trace, layer, _neuron(part, layer))
    if stop.kind == "error":
        return _error(trace, _neuron(part, last), form)
    if stop.kind == "backward" and stop.layer is not None:
        return _backward(trace, stop.layer, _neuron(part, stop.layer), form)
    if stop.kind == "update":
        return _update(trace, part, eta)
    chain = max(trace.case.sizes) == 1
    return _chain(trace, part) if stop.kind == "backward" and chain else _gradient(trace, part)


# --- names -----------------------------------------------------------------------------------


def symbol(letter: str, layer: int, *places: int) -> str:
    """Return a letter with superscript layer and subscript indices, given from 0.

    Examples
    --------
    >>> symbol("w", 0, 1, 0), symbol("δ", 1)
    ('w²₂₁', 'δ³')
    """
    return letter + superscript(layer + 2) + "".join(subscript(place + 1) for place in places)


def part_symbol(part: Part) -> str:
    """Return the name of a weight or bias."""
    if part.source is None:
        return symbol("b", part.layer, part.neuron)
    return symbol("w", part.layer, part.neuron, part.source)


def _neuron(part: Part, layer: int) -> int:
    return part.neuron if part.layer == layer else 0


def _entering(layer: int, source: int) -> str:
    return symbol("a", layer - 1, source)


def _sum(letters: Sequence[str]) -> str:
    """Return a sum in letters; a long one is abbreviated with dots."""
    if len(letters) <= MOST_LETTERS:
        return " + ".join(letters)
    return f"{letters[0]} + … + {letters[-1]}"


def _products(left: Sequence[float], right: Sequence[float]) -> list[Piece]:
    """Return Σ left·right with its numbers."""
    pieces: list[Piece] = []
    for first, second in zip(left, right, strict=True):
        pieces += [" + " if pieces else "", float(first), "·", float(second)]
    return pieces


def _joined(separator: str, numbers: Sequence[float]) -> list[Piece]:
    """Return numbers with a separator between them."""
    pieces: list[Piece] = []
    for place, number in enumerate(numbers):
        pieces += [separator if place else "", number]
    return pieces


# --- stops -----------------------------------------------------------------------------------


def _input(trace: Trace) -> Equation:
    numbers = _joined("; ", trace.case.x.tolist())
    return Equation("", f"{symbol('a', -1)} = x", ("= (", *numbers, ")"))


def _forward(trace: Trace, layer: int, neuron: int) -> Equation:
    """Return z and a of a neuron.  Nielsen (2015), ch. 2, eq. (23)."""
    w, entering = trace.case.weights[layer][neuron], trace.activations[layer]
    z, a = (float(each[layer][neuron]) for each in (trace.zs, trace.activations[1:]))
    inner = [f"{symbol('w', layer, neuron, k)} {_entering(layer, k)}" for k in range(len(entering))]
    function = ACTIVATION[trace.case.functions[layer][neuron]].symbol
    z_name = symbol("z", layer, neuron)
    letters = f"{z_name} = {_sum(inner)} + {symbol('b', layer, neuron)}"
    letters += f",  {symbol('a', layer, neuron)} = {function}({z_name})"
    bias = float(trace.case.biases[layer][neuron])
    numbers = ["= ", *_products(w.tolist(), entering.tolist()), " + ", bias, " = ", z]
    return Equation("23", letters, (*numbers, f",  {function}(", z, ") = ", a))


def _error(trace: Trace, neuron: int, form: str) -> Equation:
    """Return δ of an output neuron.  Nielsen (2015), ch. 2, eq. (BP1), (30); (34) as a matrix."""
    layer = len(trace.zs) - 1
    output_gradient, slopes = trace.output_gradients[layer], trace.slopes[layer]
    delta = float(trace.deltas[layer][neuron])
    name, z = symbol("δ", layer, neuron), symbol("z", layer, neuron)
    whole_layer = ACTIVATION[trace.case.functions[layer][0]].whole_layer
    if form == "matrix":
        letters = f"{symbol('δ', layer)} = Σ′({symbol('z', layer)}) ∇C"
        return Equation(
            "BP1", letters, _row(name, slopes[:, neuron].tolist(), output_gradient.tolist(), delta)
        )
    if whole_layer:
        terms = [
            f"∂C/∂{symbol('a', layer, k)} ∂{symbol('a', layer, k)}/∂{z}"
            for k in range(len(output_gradient))
        ]
        sums = _products(output_gradient.tolist(), slopes[:, neuron].tolist())
        return Equation("BP1", f"{name} = {_sum(terms)}", ("= ", *sums, " = ", delta))
    slope = float(slopes[neuron, neuron])
    if trace.case.cost == QUADRATIC.name:
        a, y = float(trace.activations[-1][neuron]), float(trace.case.y[neuron])
        letters = f"{name} = ({symbol('a', layer, neuron)} − y{subscript(neuron + 1)}) · σ′({z})"
        return Equation("BP1", letters, ("= (", a, " − ", y, ") · ", slope, " = ", delta))
    letters = f"{name} = ∂C/∂{symbol('a', layer, neuron)} · σ′({z})"
    return Equation(
        "BP1", letters, ("= ", float(output_gradient[neuron]), " · ", slope, " = ", delta)
    )


def _backward(trace: Trace, layer: int, neuron: int, form: str) -> Equation:
    """Return δ of a hidden neuron.  Nielsen (2015), ch. 2, eq. (BP2); (34) as a matrix."""
    delta, slopes = float(trace.deltas[layer][neuron]), trace.slopes[layer]
    name = symbol("δ", layer, neuron)
    if form == "matrix":
        letters = (
            f"{symbol('δ', layer)} = Σ′({symbol('z', layer)}) "
            f"({symbol('w', layer + 1)})ᵀ {symbol('δ', layer + 1)}"
        )
        row = _row(name, slopes[:, neuron].tolist(), trace.output_gradients[layer].tolist(), delta)
        return Equation("BP2", letters, row)
    w, behind = trace.case.weights[layer + 1][:, neuron], trace.deltas[layer + 1]
    terms = [
        f"{symbol('w', layer + 1, j, neuron)} {symbol('δ', layer + 1, j)}"
        for j in range(len(behind))
    ]
    inner, sums = _sum(terms), _products(w.tolist(), behind.tolist())
    if len(terms) > 1:
        inner, sums = f"({inner})", ["(", *sums, ")"]
    letters = f"{name} = {inner} · σ′({symbol('z', layer, neuron)})"
    slope = float(slopes[neuron, neuron])
    return Equation("BP2", letters, ("= ", *sums, " · ", slope, " = ", delta))


def _row(
    name: str, row: Sequence[float], column: Sequence[float], result: float
) -> tuple[Piece, ...]:
    """Return one row of a matrix times a vector."""
    left, right = _joined("; ", row), _joined("; ", column)
    return (f"{name} = (", *left, ") · (", *right, ") = ", result)


def _gradient(trace: Trace, part: Part) -> Equation:
    """Return ∂C/∂ of a weight or bias.  Nielsen (2015), ch. 2, eq. (BP3), (BP4)."""
    delta = float(trace.deltas[part.layer][part.neuron])
    name = f"∂C/∂{part_symbol(part)}"
    d = symbol("δ", part.layer, part.neuron)
    if part.source is None:
        return Equation("BP3", f"{name} = {d}", ("= ", delta))
    a = float(trace.activations[part.layer][part.source])
    letters = f"{name} = {_entering(part.layer, part.source)} {d}"
    return Equation("BP4", letters, ("= ", a, " · ", delta, " = ", a * delta))


def _chain(trace: Trace, part: Part) -> Equation:
    """Return the whole product for a chain of single neurons.  Ch. 5, eq. (122) for any weight."""
    letters, factors = [], []
    if part.source is not None:
        letters.append(_entering(part.layer, 0))
        factors.append(float(trace.activations[part.layer][0]))
    for layer in range(part.layer, len(trace.zs)):
        if layer > part.layer:
            letters.append(symbol("w", layer, 0, 0))
            factors.append(float(trace.case.weights[layer][0, 0]))
        letters.append(f"σ′({symbol('z', layer, 0)})")
        factors.append(float(trace.slopes[layer][0, 0]))
    letters.append(f"∂C/∂{symbol('a', len(trace.zs) - 1, 0)}")
    factors.append(float(trace.output_gradients[-1][0]))
    numbers = _joined(" · ", factors)
    delta = float(trace.deltas[part.layer][0])
    result = delta * (1.0 if part.source is None else factors[0])
    return Equation("BP4", f"∂C/∂{part_symbol(part)} = {' · '.join(letters)}",
                    ("= ", *numbers, " = ", result))  # fmt: skip


def _update(trace: Trace, part: Part, eta: float) -> Equation:
    """Return the update of a weight or bias.  Nielsen (2015), ch. 1, eq. (16), (17)."""
    name = part_symbol(part)
    layer, neuron, source = part.layer, part.neuron, part.source
    if source is None:
        before, slope = trace.case.biases[layer][neuron], trace.deltas[layer][neuron]
    else:
        before = trace.case.weights[layer][neuron, source]
        slope = trace.nabla_w[layer][neuron, source]
    after = float(before - eta * slope)
    numbers = ("= ", float(before), " − ", eta, " · ", float(slope), " = ", after)
    return Equation("16", f"{name} → {name} − η ∂C/∂{name}", numbers)
