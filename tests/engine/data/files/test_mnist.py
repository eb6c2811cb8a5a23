"""MNIST: found in the right folder, split as in the book, refused where it is not MNIST."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import numpy as np
import pytest

from engine.data.catalogue import load_data
from engine.data.files import mnist
from engine.data.files.mnist import find_mnist, load_mnist, search_path
from engine.errors import DataError
from tests.support.samples.mnist_files import idx_bytes, small_files, write_files
from tests.support.sources import ROOT

REAL = Path(os.environ.get("NABLA_DATA") or ROOT.parent / "shared" / "mnist")
needs_mnist = pytest.mark.skipif(
    find_mnist(REAL) is None, reason="the four MNIST files are not in NABLA_DATA or ../shared"
)


def zipped(contents):
    """Return the contents gzipped, with names to match."""
    return {f"{name}.gz": gzip.compress(content) for name, content in contents.items()}


def dotted(name):
    """Return the other usual spelling of a file's name."""
    return name.replace("-idx", ".idx")


@pytest.mark.parametrize("pack", [dict, zipped])
@pytest.mark.parametrize("rename", [str, dotted])
def test_four_files_are_found_under_all_usual_names(tmp_path, pack, rename):
    data = load_mnist(write_files(tmp_path, pack(small_files()), rename))
    assert [len(part) for part in (data.training, data.validation, data.test)] == [10, 2, 12]
    assert data.training.x.dtype == np.float32
    assert data.training.x.flags.c_contiguous
    assert data.training.x.shape == (10, 784)
    assert data.training.labels.dtype == np.uint8
    assert 0 < data.training.x.max() <= 1


def test_an_explicit_folder_comes_before_the_environment_and_that_before_the_user_folder(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("NABLA_DATA", str(tmp_path))
    assert search_path(tmp_path / "given") == (tmp_path / "given",)
    assert search_path() == (tmp_path, mnist.user_data_folder())
    monkeypatch.delenv("NABLA_DATA")
    assert search_path() == (mnist.user_data_folder(),)


def test_the_environment_names_the_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("NABLA_DATA", str(write_files(tmp_path, small_files())))
    assert len(load_data("mnist").test) == 12


def test_missing_files_are_named_with_the_command_that_gets_them(tmp_path):
    with pytest.raises(DataError, match=r"found none; get them with: python3 main\.py data get"):
        load_mnist(tmp_path)
    contents = small_files()
    del contents["train-labels-idx1-ubyte"]
    with pytest.raises(DataError, match="found no train-labels-idx1-ubyte"):
        load_mnist(write_files(tmp_path, contents))


def test_training_and_test_pictures_of_different_sizes_are_refused(tmp_path):
    contents = {**small_files(), "t10k-images-idx3-ubyte": idx_bytes(np.ones((12, 9, 9), "u1"))}
    with pytest.raises(DataError, match="same size, got 12 × 28 × 28 and 12 × 9 × 9"):
        load_mnist(write_files(tmp_path, contents))


@needs_mnist
def test_the_real_files_are_split_as_in_the_book():
    data = load_mnist(REAL)
    parts = (data.training, data.validation, data.test)
    assert [len(part) for part in parts] == [50_000, 10_000, 10_000]
    assert data.training.labels[:6].tolist() == [5, 0, 4, 1, 9, 2]
    assert (data.rows, data.columns, data.classes) == (28, 28, 10)
    assert {float(part.x.min()) for part in parts} == {0.0}
    assert {float(part.x.max()) for part in parts} == {1.0}
