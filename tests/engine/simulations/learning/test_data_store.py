"""Data are chosen, downloaded and taken back without harm to what was there."""

import threading

import numpy as np
import pytest

from engine.data.examples import DataSet, Examples
from engine.errors import DataError
from engine.simulations.learning import data_store
from engine.simulations.learning.data_store import DataStore, check_source, readable


def data_set(name="built-in", rows=28, classes=10, count=20):
    part = Examples(
        np.zeros((count, rows * rows), np.float32), (np.arange(count) % classes).astype(np.uint8)
    )
    return DataSet(name, part, part, part, rows, rows, classes)


def wait_for(condition):
    """Wait until a thread of the store has done its work."""
    pause = threading.Event()
    for _ in range(2_000):
        if condition():
            return
        pause.wait(0.005)
    raise AssertionError("it never came")


@pytest.fixture
def make_store():
    stores = []

    def make(load=data_set, fetch=None):
        stores.append(DataStore("built-in", load, fetch))
        return stores[-1]

    yield make
    for store in stores:
        store.close()


def test_data_are_loaded_when_they_are_needed_first(make_store):
    store = make_store()
    assert store.data is None
    assert store.view().sizes == (0, 0, 0)
    store.need()
    wait_for(store.loaded)
    assert store.view().sizes == (20, 20, 20)
    assert not store.busy


def test_a_folder_that_cannot_be_read_leaves_the_data_as_they_were(make_store, tmp_path):
    def load(name):
        if name != "built-in":
            raise DataError("expected pictures, got none in {folder}; fill it", folder=name)
        return data_set()

    store = make_store(load)
    store.need()
    wait_for(store.loaded)
    before = store.data
    store.choose(str(tmp_path))
    with pytest.raises(DataError, match="expected pictures"):
        wait_for(store.loaded)
    assert (store.name, store.data) == ("built-in", before)


@pytest.mark.parametrize(
    ("data", "found"), [(data_set(rows=8), "8 by 8 in 10"), (data_set(classes=63), "in 63")]
)
def test_data_that_the_pad_cannot_be_read_with_are_refused(data, found):
    with pytest.raises(DataError, match=found):
        readable(data)


def test_fewer_classes_than_ten_are_taken(make_store):
    assert readable(data_set(classes=3)).classes == 10


def test_a_name_that_is_neither_data_nor_a_folder_is_refused():
    with pytest.raises(DataError, match="got no-such-thing; choose another"):
        check_source("no-such-thing")


def test_mnist_that_is_not_there_is_not_chosen(monkeypatch):
    monkeypatch.setattr(data_store, "find_mnist", lambda: None)
    with pytest.raises(DataError, match="press Get MNIST"):
        check_source("mnist")


def test_a_download_says_how_far_it_is_and_ends_once(make_store):
    go_on = threading.Event()

    def fetch(folder, *, progress, cancelled):
        progress(30, 120)
        go_on.wait(10)

    store = make_store(fetch=fetch)
    store.get_mnist()
    wait_for(lambda: store.view().progress == 0.25)
    assert store.busy
    assert not store.downloaded()
    go_on.set()
    wait_for(store.downloaded)
    assert store.view().progress is None
    assert not store.downloaded()


def test_a_failed_download_says_why(make_store):
    def fetch(folder, *, progress, cancelled):
        raise DataError("expected an answer, got none; try again")

    store = make_store(fetch=fetch)
    store.get_mnist()
    with pytest.raises(DataError, match="try again"):
        wait_for(store.downloaded)
    assert not store.busy


def test_a_cancelled_download_ends_in_silence(make_store):
    def fetch(folder, *, progress, cancelled):
        wait_for(cancelled)
        raise DataError("expected the files, got a cancelled download; start it again")

    store = make_store(fetch=fetch)
    store.get_mnist()
    store.cancel()
    wait_for(lambda: not (store.downloaded() or store.busy))
    assert store.view().progress is None


def test_reading_a_folder_says_how_far_it_is(tmp_path, monkeypatch):
    go_on = threading.Event()

    def load(name, *, progress):
        if name != "built-in":
            progress(30, 120)
            go_on.wait(10)
            progress(60, 120)
        return data_set()

    monkeypatch.setattr(data_store, "load_data", load)
    store = DataStore(str(tmp_path))
    try:
        store.need()
        wait_for(lambda: store.view().read == (30, 120))
        store.choose("built-in")
        assert store.view().read == (0, 0)
        go_on.set()
        wait_for(store.loaded)
        assert store.view().read == (0, 0)
    finally:
        go_on.set()
        store.close()
