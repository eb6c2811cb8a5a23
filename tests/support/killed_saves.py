"""Save without end, be killed at a random moment, look at what is there; a hundred times."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path

import numpy as np

from engine.documents.container import pack, unpack
from engine.documents.files import backup_of, read_document, write_document


def main() -> None:
    """Print how many documents were sound, and how many saves were cut off."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    path = folder / "work.nabla"
    documents = [pack(b"%d" % n, {"a": np.full(400_000, n, np.float32)}) for n in range(2)]
    # on a busy machine a save takes longer: the kill has to find one under way
    longest = 0.02 + 2 * max(_seconds(path, document) for document in documents)
    sound = interrupted = 0
    for number in range(count):
        _killed(path, documents, random.Random(number).uniform(0.0, longest))
        content = read_document(path)
        text, arrays = unpack(content)
        whole = content in documents and float(arrays["a"][0]) == float(text)
        beside = backup_of(path)
        sound += whole and (not beside.exists() or beside.read_bytes() in documents)
        left = [each for each in folder.iterdir() if each.suffix == ".part"]
        interrupted += bool(left)
        for each in left:
            each.unlink()
    print(json.dumps({"sound": sound, "interrupted": interrupted}))  # noqa: T201


def _seconds(path: Path, document: bytes) -> float:
    """Save once and return how long it took."""
    begun = time.perf_counter()
    write_document(path, document)
    return time.perf_counter() - begun


def _killed(path: Path, documents: list[bytes], after_s: float) -> None:
    """Let a child save one document after the other, and kill it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, b"1")
        while True:
            for document in documents:
                write_document(path, document)
    os.read(reading, 1)
    select.select([reading], [], [], after_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)
    os.close(writing)


if __name__ == "__main__":
    main()
