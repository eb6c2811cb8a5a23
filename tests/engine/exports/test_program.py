"""A network leaves the project and comes back: tensors, files, a program that stands alone."""

from __future__ import annotations

import ast
import subprocess
import sys

import numpy as np
import pytest

from engine.data.digits.built_in import built_in_digits
from engine.errors import StorageError
from engine.execution.tracing import outputs_of
from engine.exports.files import EXPORTS, export_network
from engine.exports.named import named_tensors, network_from_named
from engine.exports.program import ACTIVATION_SOURCES, POOLING_SOURCES, program_text
from engine.functions.activations import ACTIVATIONS
from engine.networks.layers.stage import POOLINGS
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.recognition.recognition import weights_path
from engine.runs.storage import load_network

SHIPPED = ("plain", "ready-made")
DENSE = [f"7 dense5:{each.name} dense4:{each.name}" for each in ACTIVATIONS]
CONVOLUTIONS = [
    "9x8 conv3@3 dense4:softmax",
    "9x8 conv3@3same:tanh pool2 dense4",
    "2x9x8 conv3@3/2:leaky-relu avgpool2/1 dense5:relu dense4:linear",
    "3x11x12 conv4@5same/2:linear l2pool3/2 dense4:tanh",
    "12x12 conv3@3:relu pool3/2 conv5@3same:sigmoid avgpool2 conv2@2 dense6 dense3:softmax",
]
RANDOM = [*DENSE, *CONVOLUTIONS]
RUN_ALL = """
import sys
from pathlib import Path
import runpy
import numpy as np
import numpy.lib.stride_tricks
before = set(sys.modules)
for path in sorted(Path(sys.argv[1]).glob("*.py")):
    feedforward = runpy.run_path(str(path))["feedforward"]
    np.save(path.with_suffix(".out.npy"), feedforward(np.load(path.with_suffix(".npy"))))
used = {name.split(".")[0] for name in set(sys.modules) - before}
print(sorted(used - set(sys.stdlib_module_names) - {"numpy"}))
"""


def drawn(words, *, kind=np.float64, seed=1):
    """Return a network whose weights and biases are all drawn at random."""
    specification = parse_layers(words, "quadratic")
    generator = np.random.default_rng(seed)
    return Network(
        specification, generator.normal(0, 0.5, specification.parameter_count).astype(kind)
    )


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """Run all programs in one process that has NumPy and Python alone: name -> outputs."""
    folder = tmp_path_factory.mktemp("programs")
    cases = {name: (load_network(weights_path(name))[0], digits()) for name in SHIPPED}
    for number, words in enumerate(RANDOM):
        network = drawn(words)
        x = np.random.default_rng(number).random((20, network.specification.inputs))
        cases[words] = (network, x)
    for number, (network, x) in enumerate(cases.values()):
        export_network(folder / f"{number:02}.py", network)
        np.save(folder / f"{number:02}.npy", x)
    done = subprocess.run(
        [sys.executable, "-I", "-c", RUN_ALL, folder], cwd=folder, capture_output=True, text=True
    )
    assert (done.stderr, done.stdout) == ("", "[]\n"), "programs import NumPy and nothing else"
    return {
        name: (*case, np.load(folder / f"{number:02}.out.npy"))
        for number, (name, case) in enumerate(cases.items())
    }


def digits():
    return built_in_digits(100, 5).x


# --- the program ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
def test_the_program_of_shipped_weights_reads_100_digits_as_the_project_does(name, outputs):
    network, x, found = outputs[name]
    exact = Network(network.specification, network.parameters.astype(np.float64))
    assert found.dtype == np.float64
    assert found.shape == (100, 10)
    np.testing.assert_allclose(found, exact.feedforward(x.astype(np.float64)), rtol=0, atol=1e-12)
    # the project reads in float32, and its own rounding is nearly all of this (0.9e-6)
    read = outputs_of(network, x)
    np.testing.assert_allclose(found, read, rtol=0, atol=2e-6)
    assert (found.argmax(axis=1) == read.argmax(axis=1)).all()


@pytest.mark.parametrize("words", RANDOM)
def test_the_program_of_any_layers_computes_what_the_network_does(words, outputs):
    network, x, found = outputs[words]
    assert found.std() > 1e-3
    np.testing.assert_allclose(found, network.feedforward(x), rtol=1e-12, atol=1e-12)


def test_there_is_source_for_every_activation_and_pooling():
    assert list(ACTIVATION_SOURCES) == [activation.name for activation in ACTIVATIONS]
    assert list(POOLING_SOURCES) == [name for name in POOLINGS if name != "none"]


@pytest.mark.parametrize("words", RANDOM)
def test_the_program_is_short_and_holds_only_code_that_it_uses(words):
    text = program_text(drawn(words))
    tree = ast.parse(text)
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert defined - {"feedforward"} <= used
    weights = next(node for node in tree.body if ast.unparse(node).startswith("WEIGHTS"))
    lines = len(text.splitlines()) - (weights.end_lineno - weights.lineno)
    assert lines < 125
    assert max(len(line) for line in text.splitlines()) <= 100


def test_programs_are_written_as_the_project_s_own_code_is(tmp_path):
    for number, words in enumerate(RANDOM):
        export_network(tmp_path / f"{number}.py", drawn(words))
    rules = "E,F,W,I,UP,B,C4,SIM,RET,D,N,NPY,RUF"
    told = (
        ("check", "--select", rules, "--ignore", "RUF001,RUF002,D203,D213"),
        ("format", "--check"),
    )
    for arguments in told:
        command = ["-m", "ruff", *arguments, "--isolated", "--no-cache", "--line-length", "100"]
        done = run_program(*command, tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr


def run_program(*arguments):
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def test_the_program_prints_the_answer_for_every_picture_of_a_file(tmp_path):
    network = drawn("784-12-10")
    export_network(tmp_path / "network.py", network)
    np.save(tmp_path / "x.npy", digits()[:7].reshape(7, 28, 28))
    done = run_program("-I", tmp_path / "network.py", tmp_path / "x.npy")
    wanted = [f"{a.argmax()} {a.max():.6f}" for a in network.feedforward(digits()[:7])]
    assert (done.stdout.splitlines(), done.stderr) == (wanted, "")


def test_the_program_refuses_files_that_are_no_pictures_in_one_line(tmp_path):
    export_network(tmp_path / "network.py", drawn("784-12-10"))
    np.save(tmp_path / "small.npy", np.zeros((2, 783)))
    np.save(tmp_path / "number.npy", np.float64(3))
    np.save(tmp_path / "objects.npy", np.array([{}]), allow_pickle=True)
    np.savez(tmp_path / "more.npz", np.zeros((2, 784)))
    (tmp_path / "empty.npy").touch()
    bad = ["small.npy", "number.npy", "objects.npy", "more.npz", "empty.npy", "missing.npy"]
    for name in bad:
        done = run_program("-I", tmp_path / "network.py", tmp_path / name)
        assert (done.returncode, done.stdout) == (1, ""), name
        assert done.stderr.startswith("expected pictures of 784 numbers in"), name
        assert done.stderr.count("\n") == 1, name
    assert "python3 network.py pictures.npy" in run_program("-I", tmp_path / "network.py").stderr


# --- tensors by name ------------------------------------------------------------------------


def test_tensors_have_the_names_and_shapes_of_the_book():
    network = drawn("2x9x8 conv3@5 pool2 dense6 dense4")
    tensors = named_tensors(network)
    assert {name: tensor.shape for name, tensor in tensors.items()} == {
        "conv1_w": (3, 5, 5, 2),
        "conv1_b": (3,),
        "w1": (6, 12),
        "b1": (6,),
        "w2": (4, 6),
        "b2": (4,),
    }
    np.testing.assert_array_equal(tensors["w2"], network.weights[1])
    np.testing.assert_array_equal(tensors["conv1_w"], network.map_weights[0])
    tensors["w1"][:] = 0
    assert network.weights[0].all(), "they are copies"


TENSORS = {
    "missing": (lambda t: t.pop("b1"), "expected a tensor b1 for 7-5-4, got none"),
    "extra": (lambda t: t.update(w3=t["w2"]), "got 'w3'"),
    "turned": (lambda t: t.update(w1=t["w1"].T), "w1 of shape (5, 7), got (7, 5)"),
    "flat": (lambda t: t.update(b1=t["b1"][None]), "b1 of shape (5,), got (1, 5)"),
    "nan": (lambda t: t["w2"].__setitem__((1, 2), np.nan), "finite numbers in the tensor w2"),
    "infinite": (lambda t: t["b2"].__setitem__(0, -np.inf), "finite numbers in the tensor b2"),
    "objects": (lambda t: t.update(b2=t["b2"].astype(object)), "tensor b2, got object"),
    "integers": (lambda t: t.update(w1=t["w1"].astype(int)), "float64 in the tensor w1, got int64"),
    "mixed": (lambda t: t.update(b1=t["b1"].astype(np.float32)), "got float32 in b1"),
}


@pytest.mark.parametrize("name", TENSORS)
def test_tensors_that_do_not_fit_are_refused_in_one_sentence(name):
    change, message = TENSORS[name]
    network = drawn("7-5-4")
    tensors = named_tensors(network)
    change(tensors)
    with pytest.raises(StorageError) as caught:
        network_from_named(tensors, network.specification)
    assert message in str(caught.value)
    assert "; " in str(caught.value), "it says what to do"


@pytest.mark.parametrize("suffix", EXPORTS)
def test_a_network_that_diverged_is_not_exported(suffix, tmp_path):
    network = drawn("7-5-4")
    network.parameters[3] = np.nan
    with pytest.raises(StorageError, match="finite numbers in the tensor w1"):
        export_network(tmp_path / f"a{suffix}", network)
    assert list(tmp_path.iterdir()) == []
