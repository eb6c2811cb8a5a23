"""`data list` and `data get`: list and download data sets."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from app.commands.command import Command, add_json
from app.commands.output import Output
from engine.data.catalogue import DATA_SETS
from engine.data.files.download import download_mnist
from engine.data.files.mnist import find_mnist, user_data_folder


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the actions `list` and `get`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|get")
    listed = actions.add_parser("list", help="what there is")
    got = actions.add_parser("get", help="download a data set")
    got.add_argument("name", choices=["mnist"], help="mnist")
    for action in (listed, got):
        action.add_argument("--data-dir", type=Path, metavar="FOLDER", help="another folder")
        add_json(action)


def run(options: argparse.Namespace) -> int:
    """List or download data sets; return the exit status.

    Raises
    ------
    EngineError
        If a download fails.
    """
    output = Output(options.json)
    actions = {"list": _list, "get": _get}
    actions[options.action](output, options.data_dir)
    return 0


def _list(output: Output, folder: Path | None) -> None:
    entries = [
        {
            "name": source.name,
            "description": source.description,
            "available": source.is_there(folder),
            "folder": find_mnist(folder) if source.name == "mnist" else None,
        }
        for source in DATA_SETS
    ]
    for entry in entries:
        place = f" in {entry['folder']}" if entry["folder"] else ""
        state = f"available{place}" if entry["available"] else "get it: data get mnist"
        output.line(f"{entry['name']:<10} {entry['description']} ({state})")
    output.line(
        "FOLDER     one sub-folder of pictures a class, IDX files or tables; folders train and test"
    )
    output.line(
        "TABLE      .csv (label and pixels), .npz (x_train, y_train …), .pkl.gz (the book's)"
    )
    output.document(entries)


def _get(output: Output, folder: Path | None) -> None:
    target = folder or Path(os.environ.get("NABLA_DATA") or user_data_folder())

    def progress(done: int, total: int) -> None:
        output.progress("MNIST", done / total)

    there = find_mnist(target)
    if there is None:
        download_mnist(target, progress=progress)
    output.clear()
    output.line(f"MNIST is in {there or target}")
    output.document({"name": "mnist", "folder": there or target, "downloaded": there is None})


COMMAND = Command("data", "list or download data sets", configure, run)
