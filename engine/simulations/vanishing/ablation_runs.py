"""The suspects before the room: their twins, and what became of the ratio."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Matrix, seal
from engine.errors import ParameterError
from engine.simulations.vanishing.scene import Scene
from engine.simulations.vanishing.seed_spread import Spread
from engine.simulations.vanishing.state import SuspectView
from engine.vanishing.ablations import SEEDS, SUSPECT, SUSPECTS, Twin, accused, begun, ratio_of
from engine.vanishing.deep_descent import Rule
from engine.vanishing.initial_gradients import Shape
from engine.vanishing.learning_speeds import times_faster

NAN = float("nan")
COUNT = len(SEEDS)


@dataclass(frozen=True, slots=True)
class _Finding:
    """What a hearing has found."""

    before: float
    after: float
    longer: float = NAN


class Hearing:
    """Lets twins say what an exchange does to the ratio.

    Parameters
    ----------
    x, y : Matrix, shape (n, n_in) and (n, n_out)
    """

    def __init__(self, spread: Spread, x: Matrix, y: Matrix) -> None:
        self._spread, self._x, self._y = spread, x, y
        self._heard: list[str] = []
        self._twins: dict[str, tuple[Twin, Twin]] = {}
        self._found: dict[str, _Finding] = {}
        self._shape: Shape | None = None
        self._rule: tuple[Rule, int] | None = None

    def show(self, scene: Scene) -> None:
        """Forget what was found about another network; who was heard is heard again."""
        shape, rule = scene.shape, (scene.rule, scene.seed)
        if shape != self._shape:
            self._found.clear()
        if shape != self._shape or rule != self._rule:
            self._twins.clear()
            for suspect in SUSPECTS:
                if suspect.rule:
                    self._found.pop(suspect.name, None)
        self._shape, self._rule = shape, rule
        if shape.depth < 2:
            self._heard.clear()

    def toggle(self, name: str) -> None:
        """Hear a suspect, or let it go.

        Raises
        ------
        ParameterError
            If there is none of that name, or a single hidden layer has nothing to compare.
        """
        check_suspect(name)
        if self._shape is not None and self._shape.depth < 2:
            raise ParameterError("expected two hidden layers or more; add a layer first")
        if name in self._heard:
            self._heard.remove(name)
        else:
            self._heard.append(name)

    def acquit(self) -> None:
        """Let all go."""
        self._heard.clear()

    @property
    def last(self) -> str | None:
        """Who was heard last."""
        return self._heard[-1] if self._heard else None

    @property
    def busy(self) -> bool:
        """Whether somebody has not said everything yet."""
        return any(name not in self._found for name in self._heard)

    def piece(self, scene: Scene) -> None:
        """Let the twin of the first who has not said everything work for a moment."""
        name = next(name for name in self._heard if name not in self._found)
        if SUSPECT[name].shape:
            self._hear_start(name, scene.shape)
        else:
            self._hear_descent(name, scene)

    def view(self, name: str, votes: int) -> SuspectView:
        """Return what is known of a suspect."""
        heard, found = name in self._heard, self._found.get(name)
        speeds = None
        if heard and found is not None and SUSPECT[name].shape and self._shape is not None:
            rows = self._spread.rows(accused(SUSPECT[name], self._shape), COUNT)
            speeds = seal(np.median(rows, axis=0))
        share = 0.0 if not heard else 1.0 if found is not None else self._share(name)
        before, after, longer = NAN, NAN, NAN
        if heard and found is not None:
            before, after, longer = found.before, found.after, found.longer
        return SuspectView(name, votes, heard, share, before, after, longer, speeds)

    # --- private ---------------------------------------------------------------------------

    def _hear_start(self, name: str, shape: Shape) -> None:
        """Measure a seed of the network as it is, or of the one with the exchange."""
        spread, twin = self._spread, accused(SUSPECT[name], shape)
        for each in (shape, twin):
            if spread.lacks(each, COUNT):
                spread.piece(each)
                return
        before, after = (ratio_of(spread.rows(each, COUNT)) for each in (shape, twin))
        self._found[name] = _Finding(before, after)

    def _hear_descent(self, name: str, scene: Scene) -> None:
        """Let two networks learn, by the rule as it is and by the other one."""
        if name not in self._twins:
            rules = (scene.rule, replace(scene.rule, **SUSPECT[name].rule))  # type: ignore[arg-type]
            one, other = (
                Twin(begun(scene.shape, self._x, self._y, scene.seed), rule) for rule in rules
            )
            self._twins[name] = one, other
        twins = self._twins[name]
        if not all(twin.piece() for twin in twins):
            return
        before, after = (twin.steps for twin in twins)
        longer = times_faster((before[0], after[0]))
        self._found[name] = _Finding(times_faster(before), times_faster(after), longer)

    def _share(self, name: str) -> float:
        suspect, shape = SUSPECT[name], self._shape
        if suspect.shape and shape is not None:
            lacks = sum(
                self._spread.lacks(each, COUNT) for each in (shape, accused(suspect, shape))
            )
            return 1.0 - lacks / (2 * COUNT)
        return min((twin.share for twin in self._twins.get(name, ())), default=0.0)


def unheard(name: str, votes: int) -> SuspectView:
    """Return what is known of a suspect before there are pictures."""
    return SuspectView(name, votes, False, 0.0, NAN, NAN, NAN, None)


def check_suspect(name: str) -> None:
    """Refuse a name that no suspect has.

    Raises
    ------
    ParameterError
    """
    if name not in SUSPECT:
        raise ParameterError(
            "expected a suspect among {known}, got {found}; choose one",
            known=", ".join(SUSPECT),
            found=name,
        )
