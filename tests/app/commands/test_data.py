"""`data`: data sets are listed, and MNIST is downloaded where it is missing."""

from __future__ import annotations

from pathlib import Path

from app.commands import data as data_command
from engine.errors import DataError
from tests.support.command_line import strict_json


def test_data_sets_are_listed(call, tmp_path):
    found = strict_json(call("data", "list", "--json", "--data-dir", tmp_path)[1])
    assert [entry["name"] for entry in found] == ["built-in", "mnist"]
    assert [entry["available"] for entry in found] == [True, False]
    assert "data get mnist" in call("data", "list", "--data-dir", tmp_path)[1]


def test_mnist_is_downloaded_into_the_folder_that_is_asked_for(call, tmp_path, monkeypatch):
    loaded = []

    def download(folder, *, progress):
        progress(1, 2)
        loaded.append(folder)

    monkeypatch.setattr(data_command, "download_mnist", download)
    status, out, _ = call("data", "get", "mnist", "--data-dir", tmp_path / "a", "--json")
    assert (status, loaded) == (0, [tmp_path / "a"])
    assert strict_json(out)["downloaded"] is True
    monkeypatch.setenv("NABLA_DATA", str(tmp_path / "b"))
    call("data", "get", "mnist")
    assert loaded[-1] == tmp_path / "b"


def test_a_download_that_fails_gives_one_sentence(call, tmp_path, monkeypatch):
    def download(folder, *, progress):
        raise DataError("expected a network connection, got none; plug in the cable")

    monkeypatch.setattr(data_command, "download_mnist", download)
    status, out, err = call("data", "get", "mnist", "--data-dir", tmp_path)
    assert (status, out) == (2, "")
    assert err == "expected a network connection, got none; plug in the cable\n"


def test_mnist_that_is_there_is_not_downloaded_again(call, tmp_path, monkeypatch):
    monkeypatch.setattr(data_command, "find_mnist", Path)
    monkeypatch.setattr(data_command, "download_mnist", None)
    out = call("data", "get", "mnist", "--data-dir", tmp_path, "--json")[1]
    assert strict_json(out)["downloaded"] is False
