"""A network leaves the project as a program that stands alone."""

from __future__ import annotations

import ast
import subprocess
import sys

import numpy as np
import pytest

from engine.data.digits.built_in import built_in_digits
from engine.execution.tracing import outputs_of
from engine.exports.files import export_network
from engine.exports.program import program_text
from engine.networks.layers.pooling import POOLINGS, SOURCES
from engine.networks.network import Network
from engine.recognition.recognition import weights_path
from engine.runs.storage import load_network
from tests.support.samples.exported_networks import RANDOM, SHIPPED, drawn

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


def test_there_is_source_for_every_pooling():
    assert list(SOURCES) == [name for name in POOLINGS if name != "none"]


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


def test_a_program_with_one_output_prints_its_value(tmp_path):
    network = drawn("2 dense4:tanh dense1:sigmoid")
    export_network(tmp_path / "network.py", network)
    x = np.random.default_rng(2).normal(size=(5, 2))
    np.save(tmp_path / "x.npy", x)
    done = run_program("-I", tmp_path / "network.py", tmp_path / "x.npy")
    wanted = [f"{a:.6f}" for (a,) in network.feedforward(x)]
    assert (done.stdout.splitlines(), done.stderr) == (wanted, "")
    assert "its output." in (tmp_path / "network.py").read_text()


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
        assert done.stderr.startswith("expected examples of 784 numbers in"), name
        assert done.stderr.count("\n") == 1, name
    assert "python3 network.py inputs.npy" in run_program("-I", tmp_path / "network.py").stderr
