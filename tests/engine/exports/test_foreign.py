"""Networks of other programs are read to the same numbers, or named as what they are."""

from __future__ import annotations

import io
import json
import pickle
import zipfile

import numpy as np
import pytest
from safetensors.numpy import save

from engine.errors import StorageError
from engine.exports.files import import_network
from engine.networks.network import Network
from engine.networks.specification import parse_layers

DENSE = "12 7:relu softmax4"
MAPS = "10x10 conv3@3:relu pool2 conv5@3:tanh 6:relu softmax4"
TORCH_NAMES = {
    DENSE: [("0", "w1", "b1"), ("10", "w2", "b2")],
    MAPS: [
        ("conv1", "conv1_w", "conv1_b"),
        ("conv2", "conv2_w", "conv2_b"),
        ("a_hidden", "w1", "b1"),
        ("fc10", "w2", "b2"),
    ],
}


def written(path, content):
    """Write a file and return its path."""
    path.write_bytes(content)
    return path


def network_of(words, kind=np.float32):
    """Return a network with random weights."""
    specification = parse_layers(words, "quadratic")
    numbers = np.random.default_rng(3).normal(size=specification.parameter_count)
    return Network(specification, numbers.astype(kind))


def state_dict(network, words):
    """Return a network's tensors as PyTorch keeps them, by a way of its own."""
    from engine.exports.named_tensors import named_tensors

    own = named_tensors(network)
    shapes = [layer.out_shape for layer in network.specification.layers]
    tensors = {}
    for name, w_name, b_name in TORCH_NAMES[words]:
        w = own[w_name]
        if w.ndim == 4:
            turned = np.empty((w.shape[0], w.shape[3], w.shape[1], w.shape[2]), w.dtype)
            for channel in range(w.shape[3]):
                turned[:, channel] = w[:, :, :, channel]
            w = turned
        elif w_name == "w1" and words == MAPS:
            maps, rows, columns = next(s for s in reversed(shapes) if len(s) == 3)
            w = np.stack(
                [
                    w[:, (row * columns + column) * maps + channel]
                    for channel in range(maps)
                    for row in range(rows)
                    for column in range(columns)
                ],
                axis=1,
            )
        tensors |= {f"{name}.weight": np.ascontiguousarray(w), f"{name}.bias": own[b_name]}
    return tensors


@pytest.mark.parametrize("words", TORCH_NAMES)
@pytest.mark.parametrize("in_metadata", [False, True])
def test_a_state_dict_is_read_to_the_same_network(tmp_path, words, in_metadata):
    network = network_of(words)
    tensors = state_dict(network, words)
    content = save(tensors, {"layers": words}) if in_metadata else save(tensors)
    path = written(tmp_path / "a.safetensors", content)
    found = import_network(path, "" if in_metadata else words)
    assert found.digest() == network.digest()


def test_a_state_dict_without_its_layers_is_not_guessed(tmp_path):
    path = written(tmp_path / "a.safetensors", save(state_dict(network_of(DENSE), DENSE)))
    with pytest.raises(StorageError, match='add for example --layers "12 7:relu softmax4"'):
        import_network(path)


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ("12 softmax4", "of 1 layers, got those of 2"),
        ("12 8:relu softmax4", "tensor w1 of shape"),
        ("twelve", "expected layers such as"),
    ],
)
def test_layers_that_do_not_fit_are_refused(tmp_path, layers, message):
    path = written(tmp_path / "a.safetensors", save(state_dict(network_of(DENSE), DENSE)))
    with pytest.raises(StorageError, match=message):
        import_network(path, layers)


@pytest.mark.parametrize("words", TORCH_NAMES)
def test_layers_without_biases_are_read_with_zeros(tmp_path, words):
    network = network_of(words)
    for parameters in network.layer_parameters:
        for b in parameters[1:]:
            b[:] = 0
    tensors = {
        name: array for name, array in state_dict(network, words).items() if "weight" in name
    }
    path = written(tmp_path / "a.safetensors", save(tensors))
    assert import_network(path, words).digest() == network.digest()


OTHER_LAYERS = {
    "batch normalisation": {
        **{part: np.zeros(7) for part in ("weight", "bias", "running_mean", "running_var")},
        "num_batches_tracked": np.array(3),
    },
    "without statistics": {"weight": np.zeros(7), "bias": np.zeros(7)},
    "statistics alone": {"running_mean": np.zeros(7), "running_var": np.zeros(7)},
    "recurrent": {"weight_ih_l0": np.zeros((7, 12))},
    "bias alone": {"bias": np.zeros(7)},
}


@pytest.mark.parametrize("words", ["", DENSE])
@pytest.mark.parametrize("other", OTHER_LAYERS)
def test_other_layers_of_pytorch_are_refused_by_name(tmp_path, other, words):
    added = {f"norms.1.{part}": array for part, array in OTHER_LAYERS[other].items()}
    content = save({**state_dict(network_of(DENSE), DENSE), **added})
    with pytest.raises(StorageError, match=r"got the layer 'norms\.1' with .*are not read"):
        import_network(written(tmp_path / "a.safetensors", content), words)


def book_file(network):
    """Return the JSON that the book's `Network.save` writes."""
    layers = list(network.layer_parameters)
    return {
        "sizes": list(network.specification.sizes),
        "weights": [w.tolist() for w, _ in layers],
        "biases": [b.reshape(-1, 1).tolist() for _, b in layers],
        "cost": "CrossEntropyCost",
    }


def test_a_network_of_the_book_is_read_to_the_same_bits(tmp_path):
    network = network_of("12 7:sigmoid 4:sigmoid", np.float64)
    path = written(tmp_path / "a.json", json.dumps(book_file(network)).encode())
    assert import_network(path).digest() == network.digest()


@pytest.mark.parametrize(
    "change",
    [
        {"sizes": None},
        {"sizes": [12]},
        {"sizes": [12, 0, 4]},
        {"sizes": "12-7-4"},
        {"sizes": [12, 8, 4]},
        {"weights": []},
        {"weights": [[["a"]], [[1.0]]]},
        {"weights": [[[1.0], [1.0, 2.0]], [[1.0]]]},
        {"biases": [[1.0], [float("nan")]]},
        {"biases": 7},
    ],
)
def test_json_that_is_no_network_is_refused(tmp_path, change):
    content = {**book_file(network_of("12 7:sigmoid 4:sigmoid", np.float64)), **change}
    path = written(tmp_path / "a.json", json.dumps(content).encode())
    with pytest.raises(StorageError, match="expected"):
        import_network(path)


@pytest.mark.parametrize("content", [b"{}", b'{"strokes": []}', b"{", b"{" * 100_000])
def test_other_json_is_refused(tmp_path, content):
    with pytest.raises(StorageError, match=r"JSON of the book's network2\.py"):
        import_network(written(tmp_path / "a.json", content))


def archive(*names):
    """Return a ZIP with empty members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, b"")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (archive("model/data.pkl", "model/data/0"), "a PyTorch file, which is not executed"),
        (pickle.dumps({"a": 1}, protocol=2), "a pickle, perhaps of PyTorch"),
        (archive("metadata.json", "config.json", "model.weights.h5"), "a Keras file"),
        (b"\x89HDF\r\n\x1a\n" + bytes(40), "a Keras file"),
        (archive("something"), "an archive of weights, got a damaged one"),
    ],
)
def test_files_of_other_programs_are_named(tmp_path, content, message):
    with pytest.raises(StorageError, match=message):
        import_network(written(tmp_path / "a.pt", content))


@pytest.mark.parametrize("start", [0x7B, 0x80, 0x20, 0x0A])
def test_any_length_of_a_header_is_read_as_safetensors(tmp_path, start):
    network = network_of(DENSE)
    content = save(state_dict(network, DENSE), {"layers": DENSE})
    length = int.from_bytes(content[:8], "little")
    wanted = length + (start - length) % 256
    header = content[8 : 8 + length].ljust(wanted)
    padded = wanted.to_bytes(8, "little") + header + content[8 + length :]
    assert padded[0] == start
    assert import_network(written(tmp_path / "a", padded)).digest() == network.digest()
