"""Distorts one digit and reads it; a step is an epoch, with other random copies."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cache, partial

import numpy as np

from engine.arrays import Images, Labels, Matrix, Vector, freeze
from engine.data.digits.built_in import built_in_digits
from engine.data.digits.strokes import SIDE, normalise_strokes
from engine.execution.tracing import outputs_of
from engine.improvement.distorted_digit import (
    PLACES,
    Amounts,
    distorted,
    elastic_knots,
    random_copies,
    shown_field,
)
from engine.improvement.stored_series import stored_series
from engine.networks.network import Network
from engine.recognition.recognition import load_shipped, probabilities_of
from engine.simulations.overfitting.expansion.settings import DRAWN
from engine.simulations.overfitting.expansion.state import ExpansionView, Results
from engine.simulations.overfitting.scene import Scene
from engine.simulations.scene_page.station_runner import StationRunner
from engine.snapshots import Status

EPOCHS = 29
"""The last epoch whose copies can be seen, from 0."""

COPIES = 30
"""Random copies of the sheet."""

ANGLES = np.arange(-180.0, 181.0, 15.0)
"""Angles at which the copy is read, in degrees."""

ANGLES_A_PIECE = 9

Piece = tuple[Callable[[], Hashable], Callable[[], None]]
"""A piece of work: the key it depends on, and the work."""

BUILT_IN, SEED = 14, 55
"""Number and seed of the built-in digits among which there is one of each class."""

SHOWN_EXPERIMENT = "3.V"


@cache
def digits() -> Images:
    """Return a picture of each class, shape (10, 784)."""
    examples = built_in_digits(BUILT_IN, SEED)
    firsts = [int(np.flatnonzero(examples.labels == label)[0]) for label in range(10)]
    return freeze(examples.x[firsts])


@cache
def reader() -> Network:
    """Return the ready-made network."""
    return load_shipped("ready-made").network


class ExpansionRunner(StationRunner[Scene]):
    """One digit, its copy by hand, and a sheet of random copies; read in slices of work.

    Parameters
    ----------
    scene : Scene
        The first scene.
    clock : callable
        Returns seconds; only the pace of the epochs depends on it.

    Attributes
    ----------
    ready : bool
        Whether the kernels are compiled: before, nothing is distorted.
    """

    def __init__(self, scene: Scene, clock: Callable[[], float]) -> None:
        super().__init__()
        self._scene, self._clock, self.ready = scene, clock, False
        self._epoch, self._due_s, self._version = 0, 0.0, 0
        self._keys: dict[str, Hashable] = {}
        self._pieces: dict[str, Piece] = {
            "original": (self._original_key, self._distort_original),
            "copy": (self._copy_key, self._distort_copy),
            "sheet": (self._sheet_key, self._fill_sheet),
            "answers": (self._sheet_key, self._read_sheet),
        }
        for start in range(0, len(ANGLES), ANGLES_A_PIECE):
            some = slice(start, start + ANGLES_A_PIECE)
            self._pieces[f"turned from {start}"] = (self._turned_key, partial(self._turn, some))
        nothing = np.zeros((SIDE, SIDE), np.float32)
        self._original: Matrix = nothing
        self._before, self._blank = 0, True
        self._copy: Matrix = nothing
        self._field = np.zeros((2, len(PLACES), len(PLACES)))
        self._probabilities: Vector = np.zeros(10)
        self._turned: Matrix = np.zeros((len(ANGLES), 10))
        self._sheet: Images = np.zeros((0, SIDE * SIDE), np.float32)
        self._answers: Labels = np.zeros(0, np.uint8)

    @property
    def step(self) -> int:
        """Epoch of the sheet, from 0."""
        return self._epoch

    @property
    def last_step(self) -> int:
        """The last epoch."""
        return EPOCHS

    @property
    def busy(self) -> bool:
        """Whether epochs pass, or something is not distorted and read yet."""
        return self.status is Status.RUNNING or self._next() is not None

    def show(self, scene: Scene, *, returning: bool = False) -> None:
        """Distort what has changed, in the next slices."""
        self._scene = scene

    # --- transport -------------------------------------------------------------------------

    def start(self) -> None:
        """Let epochs pass; after the last one from the first."""
        if self._epoch >= EPOCHS:
            self._epoch = 0
        self._due_s, self.status = self._clock(), Status.RUNNING

    def step_by(self, count: int) -> None:
        """Show the copies of a later or earlier epoch."""
        self.seek(self._epoch + count)

    def seek(self, step: int) -> None:
        """Show the copies of an epoch."""
        self._epoch, self.status = max(0, min(step, EPOCHS)), Status.PAUSED

    def reset(self) -> None:
        """Return to the first epoch."""
        self.seek(0)
        self.status = Status.IDLE

    def advance(self, budget_s: float) -> None:
        """Distort and read for about `budget_s` seconds."""
        begun = self._clock()
        while self._clock() - begun < budget_s and self._piece():
            pass
        if self.status is Status.RUNNING and begun >= self._due_s:
            self._due_s = begun + 1 / float(self._scene.settings["speed"])
            self._epoch += 1
            if self._epoch >= EPOCHS:
                self.status = Status.FINISHED

    # --- view ------------------------------------------------------------------------------

    def view(self, observed: frozenset[str]) -> ExpansionView:
        """Return the view of the station."""
        digit = str(self._scene.settings["ex_digit"])
        return ExpansionView(
            ready=self.ready and self._version > 0,
            version=self._version,
            label=None if digit == DRAWN else int(digit),
            strokes=self._scene.strokes,
            original=freeze(self._original),
            copy=freeze(self._copy),
            field=freeze(self._field),
            probabilities=freeze(self._probabilities),
            before=self._before,
            angles=freeze(ANGLES),
            turned=freeze(self._turned),
            sheet=freeze(self._sheet),
            answers=freeze(self._answers),
            epoch=self._epoch + 1,
            blank=self._blank,
            results=results(),
        )

    # --- private ---------------------------------------------------------------------------

    def _next(self) -> str | None:
        """Return the first piece that is out of date; none before the kernels are ready."""
        if not self.ready:
            return None
        for name, (key, _) in self._pieces.items():
            if self._keys.get(name) != key():
                return name
        return None

    def _piece(self) -> bool:
        """Bring one piece up to date; return whether there was one."""
        name = self._next()
        if name is None:
            return False
        key, work = self._pieces[name]
        self._keys[name] = key()
        work()
        self._version += 1
        return True

    def _original_key(self) -> Hashable:
        digit = self._scene.settings["ex_digit"]
        return digit, self._scene.strokes if digit == DRAWN else ()

    def _copy_key(self) -> Hashable:
        return self._original_key(), self._amounts(), self._scene.seed

    def _turned_key(self) -> Hashable:
        return self._original_key(), self._amounts(turned=False), self._scene.seed

    def _sheet_key(self) -> Hashable:
        words = self._scene.settings["ex_expand"]
        return self._original_key(), words, self._scene.seed, self._epoch

    def _amounts(self, *, turned: bool = True) -> Amounts:
        values = self._scene.settings
        return Amounts(
            rotate_deg=float(values["ex_rotate"]) if turned else 0.0,
            shift_px=float(values["ex_shift"]),
            skew=float(values["ex_skew"]),
            bend=float(values["ex_bend"]),
            thicken=float(values["ex_thicken"]),
        )

    def _distort_original(self) -> None:
        self._original = picture_of(self._scene)
        self._blank = not self._original.any()
        self._before = int(_read(self._original.reshape(1, -1))[0].argmax())

    def _distort_copy(self) -> None:
        amounts, knots = self._amounts(), elastic_knots(self._scene.seed)
        copy = distorted(self._original, amounts, knots, np.zeros(1))
        self._copy = copy.reshape(SIDE, SIDE)
        self._field = shown_field(knots, amounts.bend)
        self._probabilities = _read(copy)[0]

    def _turn(self, some: slice) -> None:
        amounts, knots = self._amounts(turned=False), elastic_knots(self._scene.seed)
        self._turned[some] = _read(distorted(self._original, amounts, knots, ANGLES[some]))

    def _fill_sheet(self) -> None:
        words, seed = str(self._scene.settings["ex_expand"]), self._scene.seed
        self._sheet = random_copies(self._original, words, seed, self._epoch, COPIES)
        self._answers = np.zeros(0, np.uint8)

    def _read_sheet(self) -> None:
        self._answers = _read(self._sheet).argmax(axis=1).astype(np.uint8)


def picture_of(scene: Scene) -> Matrix:
    """Return the picture that a scene distorts, shape (28, 28); an empty drawing is blank."""
    digit = str(scene.settings["ex_digit"])
    if digit != DRAWN:
        chosen: Matrix = digits()[int(digit)].reshape(SIDE, SIDE)
        return chosen
    drawing = normalise_strokes(scene.strokes, frame=1.0) if scene.strokes else None
    return np.zeros((SIDE, SIDE), np.float32) if drawing is None else drawing.picture


@cache
def results() -> Results | None:
    """Return the stored accuracies with and without expansion."""
    stored = stored_series(SHOWN_EXPERIMENT)
    return None if stored is None else Results(stored.series, stored.epochs, stored.version)


def _read(pictures: Images) -> Matrix:
    """Return the probabilities that the ready-made network gives, shape (n, 10)."""
    network = reader()
    shares: Matrix = probabilities_of(network, outputs_of(network, pictures))
    return shares
