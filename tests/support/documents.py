"""Small documents for tests, and ways to spoil them."""

from __future__ import annotations

import copy
import io
import time
import warnings
import zipfile
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

from engine.commands.edits import SetSetting
from engine.commands.pages.digits import SelectReader, SetStrokes, TeachDrawing
from engine.commands.runs import AddLockstepRun
from engine.commands.transport import Open, Seek, Start
from engine.data.digits.built_in import built_in_digits
from engine.data.examples import DataSet
from engine.documents.container import ARRAYS, TEXT, pack, unpack
from engine.documents.schema import encode
from engine.errors import DocumentError
from engine.session.document_store import read_simulations
from engine.session.session import Session
from engine.simulations.digits.simulation import Digits
from tests.support.states import refreshed

SIMULATION_ID = "digits"
SEVEN = (((0.2, 0.2), (0.5, 0.2), (0.8, 0.2), (0.6, 0.5), (0.4, 0.9)),)


def small_data(name: str) -> DataSet:
    """Return little data, so that a run takes a moment."""
    training, validation, test = (built_in_digits(n, seed=n) for n in (300, 100, 120))
    return DataSet(name, training, validation, test)


DATA = small_data("built-in")


def small_digits(seed: int, clock: Callable[[], float]) -> Digits:
    """Return the Digits page over little data."""
    return Digits(seed, load=lambda name: DATA, clock=clock)


def settle(session: Session) -> None:
    """Let a session do all it has to do."""
    while session.advance(0.05):
        pass


def worked_on(layers: str = "784-3-10") -> Session:
    """Return a session in which something of everything was done; it ends in the past."""
    session = Session()
    session.apply(Open(SIMULATION_ID, "digits"))
    for name, value in (("layers", layers), ("epochs", 3), ("lambda", 0.5)):
        session.apply(SetSetting(SIMULATION_ID, name, value))
    session.apply(Start(SIMULATION_ID))
    settle(session)
    session.apply(Seek(SIMULATION_ID, 40))
    settle(session)
    session.apply(SetSetting(SIMULATION_ID, "eta", 0.1))
    session.apply(SetStrokes(SIMULATION_ID, SEVEN))
    session.apply(AddLockstepRun(SIMULATION_ID, "momentum", 0.5))
    session.apply(Start(SIMULATION_ID))
    settle(session)
    session.apply(TeachDrawing(SIMULATION_ID, 7))
    settle(session)
    simulation = session._simulations[SIMULATION_ID]
    assert isinstance(simulation, Digits)
    run = simulation.learning.run
    assert run is not None
    run.edit_weights(np.array([3, 4]), np.array([0.5, -0.5]))
    session.apply(Start(SIMULATION_ID))
    settle(session)
    session.apply(Seek(SIMULATION_ID, 70))
    settle(session)
    return session


def bytes_of(session: Session) -> bytes:
    """Return what would be written."""
    saved = [(name, session._names[name], run.save()) for name, run in session._simulations.items()]
    arrays = {
        f"{number}:{name}": array
        for number, (_, _, each) in enumerate(saved)
        for name, array in each.arrays().items()
    }
    contents = [(name, kind, each.content) for name, kind, each in saved]
    return encode(contents, {"axis": "epochs"}, arrays)


def opened(content: bytes) -> Digits:
    """Return the Digits page that a document holds."""
    runs, _ = read_simulations(content, {SIMULATION_ID: {"built-in": DATA}}, time.perf_counter)
    simulation = runs.get(SIMULATION_ID, ("", None))[1]
    if not isinstance(simulation, Digits):
        raise DocumentError("expected a Digits page, got none; open another document")
    return simulation


def used(digits: Digits) -> None:
    """Look at everything that a document brought, go back and train on a little."""
    refreshed(digits, "weights", "confusion", "mistakes", "answers")
    for act in (Seek(SIMULATION_ID, 35), SelectReader(SIMULATION_ID, "mine"), Start(SIMULATION_ID)):
        digits.handlers[type(act)](act)
        for _ in range(3):
            digits.advance(0.01)
        refreshed(digits, "weights", "confusion", "mistakes", "answers")
    digits.handlers[SetSetting](SetSetting(SIMULATION_ID, "eta", 0.2))
    digits.advance(0.01)
    digits.state()


# --- spoiling ---------------------------------------------------------------------------------

HOSTILE: tuple[Any, ...] = (
    None,
    -1,
    0,
    1,
    2**31,
    2**62,
    -(2**62),
    1e308,
    0.5,
    "",
    "x" * 5_000,
    "784-99999-99999-10",
    "{value.__class__}",
    "../../etc/passwd",
    "//server/share",
    [],
    [[0, 0]] * 1_000,
    {},
    {"start": 0},
    True,
)
"""Values that have no business where they stand."""


def truncated(content: bytes, generator: np.random.Generator) -> bytes:
    """Cut a file off."""
    return content[: generator.integers(len(content))]


def flipped(content: bytes, generator: np.random.Generator) -> bytes:
    """Change some bytes of a file."""
    spoilt = bytearray(content)
    for place in generator.integers(len(content), size=generator.integers(1, 20)):
        spoilt[place] = int(generator.integers(256))
    return bytes(spoilt)


def spliced(content: bytes, generator: np.random.Generator) -> bytes:
    """Copy a piece of a file over another one."""
    first, second = generator.integers(len(content), size=2)
    length = int(generator.integers(1, 4_000))
    return content[:first] + content[second : second + length] + content[first + length :]


def with_other_text(content: bytes, generator: np.random.Generator) -> bytes:
    """Put something hostile into the JSON, in a sound container."""
    text, arrays = unpack(content)
    said = msgspec.json.decode(text)
    for _ in range(generator.integers(1, 3)):
        _spoil(said, generator)
    return pack(msgspec.json.encode(said), arrays)


def _spoil(said: Any, generator: np.random.Generator) -> None:
    """Change one place of nested lists and dicts."""
    inside = said
    while True:
        keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
        if not keys:
            return
        key = keys[generator.integers(len(keys))]
        deeper = isinstance(inside[key], dict | list) and inside[key] and generator.random() < 0.93
        if not deeper:
            break
        inside = inside[key]
    act = generator.random()
    if act < 0.15:
        del inside[key]
    elif act < 0.25 and isinstance(inside, list):
        inside.extend(copy.deepcopy(inside))
    elif isinstance(inside[key], int) and act < 0.6:
        inside[key] += int(generator.integers(-3, 4))
    else:
        inside[key] = copy.deepcopy(HOSTILE[generator.integers(len(HOSTILE))])


def with_other_arrays(content: bytes, generator: np.random.Generator) -> bytes:
    """Spoil one or two arrays, in a sound container."""
    text, arrays = unpack(content)
    for _ in range(generator.integers(1, 3)):
        names = list(arrays)
        name = names[generator.integers(len(names))]
        array = np.array(arrays[name])
        kind = int(generator.integers(8))
        if kind == 0:
            del arrays[name]
        elif kind == 1 and array.dtype.kind == "f" and array.size:
            array.flat[generator.integers(array.size)] = (np.nan, np.inf, 6e4)[
                generator.integers(3)
            ]
            arrays[name] = array
        elif kind == 2:
            arrays[name] = array[:-1] if array.ndim else array.reshape(1)
        elif kind == 3:
            arrays[name] = array.astype((np.float64, np.int64, np.uint8)[generator.integers(3)])
        elif kind == 4 and array.size:
            array.flat[generator.integers(array.size)] = generator.integers(-5, 200)
            arrays[name] = array
        elif kind == 5:
            arrays[name] = array.reshape(-1)
        elif kind == 6:
            arrays[name] = np.zeros((0, *array.shape[1:]), array.dtype)
        else:
            other = names[generator.integers(len(names))]
            arrays[name] = arrays.get(other, array)
    return pack(text, arrays)


def repacked(content: bytes, generator: np.random.Generator) -> bytes:
    """Put the parts into a ZIP with other members, names or sizes."""
    text, _ = unpack(content)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        stored = packed.read(ARRAYS)
    out = io.BytesIO()
    members = [(TEXT, text), (ARRAYS, stored), ("run.py", b"print(1)"), (TEXT, b"{}")]
    bomb = b"\0" * 2**23
    members += [(TEXT, bomb), (ARRAYS, bomb), ("../" + TEXT, text), (TEXT, b"[" * 100_000)]
    chosen = generator.permutation(len(members))[: generator.integers(1, 5)]
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", 8) as packed:
        warnings.simplefilter("ignore")  # two members of one name are meant
        for number in chosen:
            packed.writestr(*members[number])
    return out.getvalue()


MUTATIONS = (truncated, flipped, spliced, with_other_text, with_other_arrays, repacked)
