"""Export of a network as a short stand-alone NumPy program."""

from __future__ import annotations

import base64
import textwrap
import zlib
from collections.abc import Iterator

from engine.exports.named_tensors import Tensors, named_tensors, numbered
from engine.functions.activations import ACTIVATION
from engine.networks.layers.layer import Shape, activation_of, applied
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification

LINE = 96
"""Characters in a line of weights."""

ANSWER = "the answer and how strong it is"
FLAT = "np.moveaxis(a, 1, 3).reshape(len(a), -1)"

HEAD = '''"""A network as a NumPy program, written by Nabla Lab.

{layers}

Every layer computes a = σ(w·a + b){source}.

    python3 network.py inputs.npy

prints, for every example in a file of numpy.save, {printed}.
"""

import base64
{imports}import sys
import zlib

import numpy as np{window}
'''

ACTIVATION_SOURCE = '''
def {name}:
    """Return {formula}."""
    return {value}
'''

FEEDFORWARD = '''
def feedforward(x):
    """Return the outputs, shape (n, {outputs}), for inputs of shape (n, {inputs}), values 0..1."""
    a = np.asarray(x, np.float64)
    if a.ndim != 2 or a.shape[1] != {inputs}:
        raise ValueError(f"expected inputs of shape (n, {inputs}), got {{a.shape}}")
{steps}
'''

TAIL = '''
def unpack(text):
    """Return the weights and biases as float64; stored are {kind} numbers, one after another."""
    numbers = np.frombuffer(zlib.decompress(base64.b85decode("".join(text.split()))), "{code}")
    ends = np.cumsum([np.prod(shape) for shape in SHAPES])[:-1]
    parts = np.split(numbers.astype(np.float64), ends)
    return [part.reshape(shape) for part, shape in zip(parts, SHAPES, strict=True)]


def main():
    """Print the answer for every example in the file that the command line names."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        inputs = np.load(sys.argv[1], allow_pickle=False)
        inputs = inputs.reshape(len(inputs), -1)
        for first in range(0, len(inputs), 100):
            for a in feedforward(inputs[first : first + 100]):
                print({printed})
    except (OSError, EOFError, AttributeError, TypeError, ValueError) as error:
        sys.exit(f"expected examples of {inputs} numbers in {{sys.argv[1]}}: {{error}}")


SHAPES = (
{shapes}
)
WEIGHTS = """
{weights}
"""
{names} = unpack(WEIGHTS)

if __name__ == "__main__":
    main()
'''


def program_text(network: Network) -> str:
    """Return a network as a program that imports only NumPy and holds only the code it needs.

    Raises
    ------
    StorageError
        If a weight is not finite.
    """
    specification, tensors = network.specification, named_tensors(network)
    parts = (_head(specification), *_sources(specification), _feedforward(specification))
    return "\n".join([*parts, _tail(network, tensors)])


def _head(specification: NetworkSpecification) -> str:
    fields = "" if specification.is_dense else "; over every local field, eq. (125)"
    code = "".join(_sources(specification))
    window = "\nfrom numpy.lib.stride_tricks import sliding_window_view"
    return HEAD.format(
        layers=textwrap.fill(specification.words, LINE, break_on_hyphens=False),
        source=f" (Nielsen 2015, eq. (22){fields})",
        imports="import math\n" if "math." in code else "",
        window=window if "sliding_window_view" in code else "",
        printed="its output" if specification.sizes[-1] == 1 else ANSWER,
    )


def _sources(specification: NetworkSpecification) -> Iterator[str]:
    layers = specification.layers
    yield from dict.fromkeys(source for layer in layers for source in layer.sources)
    for name in dict.fromkeys(filter(None, map(activation_of, layers))):
        entry, call = ACTIVATION[name], applied(name, "z")
        yield ACTIVATION_SOURCE.format(name=call, formula=entry.formula, value=entry.value_program)


def _feedforward(specification: NetworkSpecification) -> str:
    return FEEDFORWARD.format(
        inputs=specification.inputs,
        outputs=specification.sizes[-1],
        steps="\n".join(f"    {step}" for step in _steps(specification)),
    )


def _steps(specification: NetworkSpecification) -> Iterator[str]:
    shape: Shape = (specification.inputs,)
    last = len(specification.layers)
    for place, (layer, number) in enumerate(numbered(specification), 1):
        if len(shape) < len(layer.in_shape):
            yield f"a = a.reshape(-1, {', '.join(map(str, layer.in_shape))})"
        elif len(shape) > len(layer.in_shape):
            yield f"a = {FLAT}  # row by row, column by column, map by map"
        start = "return" if place == last else "a ="
        yield f"{start} {layer.line(number)}"
        shape = layer.out_shape


def _tail(network: Network, tensors: Tensors) -> str:
    kind = next(iter(tensors.values())).dtype
    raw = b"".join(tensor.tobytes() for tensor in tensors.values())
    weights = base64.b85encode(zlib.compress(raw, 9)).decode("ascii")
    lines = [weights[first : first + LINE] for first in range(0, len(weights), LINE)]
    names = textwrap.fill(", ".join(tensors), LINE - 4)
    single = network.specification.sizes[-1] == 1
    return TAIL.format(
        kind=kind.name,
        code=f"<f{kind.itemsize}",
        inputs=network.specification.inputs,
        printed='f"{a[0]:.6f}"' if single else 'a.argmax(), f"{a.max():.6f}"',
        shapes="\n".join(f"    {tensor.shape},  # {name}" for name, tensor in tensors.items()),
        weights="\n".join(lines),
        names=f"(\n{textwrap.indent(names, '    ')},\n)" if "\n" in names else names,
    )
