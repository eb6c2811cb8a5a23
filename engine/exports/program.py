"""Export of a network as a short stand-alone NumPy program."""

from __future__ import annotations

import base64
import textwrap
import zlib
from collections.abc import Iterator

from engine.exports.named_tensors import Tensors, named_tensors
from engine.functions.activations import LEAK
from engine.networks.layers.stage import Stage
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification

LINE = 96
"""Characters in a line of weights."""

HEAD = '''"""A network as a NumPy program, written by Nabla Lab.

{layers}

Every layer computes a = σ(w·a + b){source}.

    python3 network.py pictures.npy

prints, for every picture in a file of numpy.save, the answer and how strong it is.
"""

import base64
import sys
import zlib

import numpy as np{imports}
'''

ACTIVATION_SOURCES = {
    "sigmoid": '''
def sigmoid(z):
    """Return 1 / (1 + e^(-z)); the exponential of a negative number never overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)
''',
    "tanh": '''
def tanh(z):
    """Return (e^z - e^(-z)) / (e^z + e^(-z))."""
    return np.tanh(z)
''',
    "relu": '''
def relu(z):
    """Return max(0, z)."""
    return np.maximum(z, 0)
''',
    "leaky-relu": f'''
def leaky_relu(z):
    """Return z where it is positive, else {LEAK} z."""
    return np.where(z > 0, z, {LEAK} * z)
''',
    "linear": '''
def linear(z):
    """Return z."""
    return z
''',
    "softmax": '''
def softmax(z):
    """Return e^(z_j) / Σ_k e^(z_k); less the largest z, nothing overflows."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
''',
}
"""Source of each entry of `engine.functions.activations.ACTIVATIONS`."""

POOLING_SOURCES = {
    "max": '''
def pool_max(a, size, step):
    """Return the largest activation of every window."""
    return windows(a, size, step).max(axis=(4, 5))
''',
    "average": '''
def pool_average(a, size, step):
    """Return the mean activation of every window."""
    return windows(a, size, step).mean(axis=(4, 5))
''',
    "l2": '''
def pool_l2(a, size, step):
    """Return the root of the sum of squares of every window."""
    return np.sqrt((windows(a, size, step) ** 2).sum(axis=(4, 5)))
''',
}
"""Source of each kind of pooling."""

CONVOLUTION = '''
def windows(a, size, step):
    """Return all square windows, shape (n, channel, row, column, size, size)."""
    return sliding_window_view(a, (size, size), axis=(2, 3))[:, :, ::step, ::step]


def convolve(a, w, b, step):
    """Return, for every map and place, a bias and the weighted sum of a field, eq. (125)."""
    z = np.tensordot(windows(a, w.shape[1], step), w, axes=((1, 4, 5), (3, 1, 2))) + b
    return np.moveaxis(z, 3, 1)
'''

BORDER = '''
def bordered(a, width):
    """Return pictures with zeros around them."""
    return np.pad(a, ((0, 0), (0, 0), (width, width), (width, width)))
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
    """Print the answer for every picture in the file that the command line names."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        pictures = np.load(sys.argv[1], allow_pickle=False)
        pictures = pictures.reshape(len(pictures), -1)
        for first in range(0, len(pictures), 100):
            for a in feedforward(pictures[first : first + 100]):
                print(a.argmax(), f"{{a.max():.6f}}")
    except (OSError, EOFError, AttributeError, TypeError, ValueError) as error:
        sys.exit(f"expected pictures of {inputs} numbers in {{sys.argv[1]}}: {{error}}")


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
    return "\n".join([_head(specification), *_functions(specification), _tail(network, tensors)])


def _head(specification: NetworkSpecification) -> str:
    source = " (Nielsen 2015, eq. (22)"
    window = "\nfrom numpy.lib.stride_tricks import sliding_window_view"
    return HEAD.format(
        layers=textwrap.fill(specification.words, LINE, break_on_hyphens=False),
        source=f"{source}; over every local field, eq. (125))"
        if specification.front
        else f"{source})",
        imports=window if specification.front else "",
    )


def _functions(specification: NetworkSpecification) -> Iterator[str]:
    front = specification.front
    if any(stage.border for stage in front):
        yield BORDER
    if front:
        yield CONVOLUTION
    for name in dict.fromkeys(stage.pooling for stage in front if stage.pooling != "none"):
        yield POOLING_SOURCES[name]
    every = (*(stage.activation for stage in front), *specification.activations)
    for name in dict.fromkeys(every):
        yield ACTIVATION_SOURCES[name]
    steps = [*_front_steps(front), *_dense_steps(specification.activations)]
    yield FEEDFORWARD.format(
        inputs=specification.inputs,
        outputs=specification.sizes[-1],
        steps="\n".join(f"    {step}" for step in steps),
    )


def _front_steps(front: tuple[Stage, ...]) -> Iterator[str]:
    if not front:
        return
    channels, rows, columns = front[0].in_shape
    yield f"a = a.reshape(-1, {channels}, {rows}, {columns})"
    for number, stage in enumerate(front, 1):
        a = f"bordered(a, {stage.border})" if stage.border else "a"
        z = f"convolve({a}, conv{number}_w, conv{number}_b, {stage.stride})"
        yield f"a = {_identifier(stage.activation)}({z})"
        if stage.pooling != "none":
            yield f"a = pool_{stage.pooling}(a, {stage.pool_size}, {stage.pool_stride})"
    yield "a = np.moveaxis(a, 1, 3).reshape(len(a), -1)  # row by row, column by column, map by map"


def _dense_steps(activations: tuple[str, ...]) -> Iterator[str]:
    for number, name in enumerate(activations, 1):
        start = "a =" if number < len(activations) else "return"
        yield f"{start} {_identifier(name)}(a @ w{number}.T + b{number})"


def _identifier(activation: str) -> str:
    return activation.replace("-", "_")


def _tail(network: Network, tensors: Tensors) -> str:
    kind = next(iter(tensors.values())).dtype
    raw = b"".join(tensor.tobytes() for tensor in tensors.values())
    weights = base64.b85encode(zlib.compress(raw, 9)).decode("ascii")
    lines = [weights[first : first + LINE] for first in range(0, len(weights), LINE)]
    names = textwrap.fill(", ".join(tensors), LINE - 4)
    return TAIL.format(
        kind=kind.name,
        code=f"<f{kind.itemsize}",
        inputs=network.specification.inputs,
        shapes="\n".join(f"    {tensor.shape},  # {name}" for name, tensor in tensors.items()),
        weights="\n".join(lines),
        names=f"(\n{textwrap.indent(names, '    ')},\n)" if "\n" in names else names,
    )
