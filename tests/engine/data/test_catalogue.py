"""Data sets are loaded by name, and a misspelt name proposes the nearest."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import catalogue
from engine.data.catalogue import DATA_SETS, load_data
from engine.errors import DataError
from tests.support.samples.mnist_files import small_files, write_files


def test_a_misspelt_name_proposes_the_nearest():
    with pytest.raises(DataError, match="did you mean mnist"):
        load_data("MNITS")
    with pytest.raises(DataError, match="did you mean built-in"):
        load_data("builtin")
    with pytest.raises(DataError, match="built-in, mnist, a folder or a table, got '/nowhere'"):
        load_data("/nowhere")


def test_the_training_size_takes_the_first_examples(tmp_path):
    folder = write_files(tmp_path, small_files())
    data = load_data("mnist", data_dir=folder, train_size=4)
    whole = load_data(folder)
    np.testing.assert_array_equal(data.training.x, whole.training.x[:4])
    for size in (0, -1, 11):
        with pytest.raises(DataError, match=f"training size of 1 to 10 .* got {size}"):
            load_data("mnist", data_dir=folder, train_size=size)


def test_every_data_set_has_its_own_name_and_says_whether_it_is_there(tmp_path):
    assert len({source.name for source in DATA_SETS}) == len(DATA_SETS)
    there = {source.name: source.is_there(tmp_path) for source in catalogue.DATA_SETS}
    assert there == {"built-in": True, "mnist": False}


def test_points_of_the_plane_load_by_the_name_of_their_shape():
    data = load_data("circles noise=0.1 held=0.5 seed=3")
    assert data.name == "circles noise=0.1 held=0.5 seed=3"
    assert len(data.training) == len(data.validation) == 150
    assert catalogue.is_known("xor")
    assert not catalogue.is_known("/nowhere")


@pytest.mark.parametrize("name", ["xor noise=x", "xor depth=3", "xor held", "xor seed=-1"])
def test_points_that_cannot_be_read_are_refused_with_an_example(name):
    with pytest.raises(DataError, match="xor noise=0"):
        load_data(name)
