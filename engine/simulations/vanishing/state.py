"""State of the page Vanishing gradients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.arrays import Matrix, Vector
from engine.settings import Value
from engine.vanishing.initial_gradients import Shape
from engine.vanishing.layer_statistics import Moment
from engine.vanishing.neuron_chains import ChainPass
from engine.vanishing.parity import ParityCircuit


@dataclass(frozen=True, slots=True, eq=False)
class SpreadView:
    """‖δ^l‖ before training over many seeds.

    Attributes
    ----------
    count : int
        Seeds so far.
    mean, low, high : Vector, shape (hidden layers,)
        Mean, and the values that 10 % and 90 % of the seeds do not exceed.
    """

    count: int
    mean: Vector
    low: Vector
    high: Vector


@dataclass(frozen=True, slots=True, eq=False)
class AblationView:
    """An ablation: the votes for it, and its result.

    Attributes
    ----------
    switched_on : bool
        Whether it is switched on.
    share : float
        Share of its work that is done, 0..1.
    before, after : float
        Ratio of the last hidden layer's learning speed to the first one's, without and with the
        changed factor; NaN until both are known.
    longer : float
        Factor by which the steps of the first layer became longer; NaN for what is measured
        before training.
    speeds : Vector or None, shape (hidden layers,)
        Median ‖δ^l‖ of the changed networks, which may have another depth; None for what is
        measured after training.
    """

    name: str
    votes: int
    switched_on: bool
    share: float
    before: float
    after: float
    longer: float
    speeds: Vector | None


@dataclass(frozen=True, slots=True, eq=False)
class LaboratoryView:
    """View of the laboratory: the deep network, its speeds, and ablations.

    Attributes
    ----------
    layers : str
        "784-30-30-10".
    moment : Moment or None
        None while the pictures are being loaded.
    weights : tuple of Matrix
        Between hidden layers, shape (n_out, n_in).
    steps : Vector, shape (k,)
    speeds : Matrix, shape (k, hidden layers)
        ‖δ^l‖ at these epochs.
    ghost : AblationView or None
        The ablation that was switched on last.
    """

    shape: Shape
    layers: str
    moment: Moment | None
    weights: tuple[Matrix, ...]
    steps: Vector
    speeds: Matrix
    spread: SpreadView | None
    ablations: tuple[AblationView, ...]
    ghost: AblationView | None


@dataclass(frozen=True, slots=True, eq=False)
class RacerView:
    """One network of the race.

    Attributes
    ----------
    epochs, accuracies, seconds : Vector, shape (laps,)
    share : float
        Epochs so far, with the fraction of the present one.
    """

    layers: str
    epochs: Vector
    accuracies: Vector
    seconds: Vector
    share: float


@dataclass(frozen=True, slots=True, eq=False)
class RaceView:
    """View of the race.

    Attributes
    ----------
    racers : tuple of RacerView
        Empty until it has begun.
    epochs, pictures : int
        Epochs of the race, and number of training pictures; 0 while they are not loaded.
    """

    racers: tuple[RacerView, ...]
    epochs: int
    pictures: int


@dataclass(frozen=True, slots=True, eq=False)
class ChainView:
    """View of the chain: forward and backward pass, and curves.

    Attributes
    ----------
    w, b : Vector, shape (n,)
    passed : ChainPass
    formula : str
        Of the activation.
    slope_z, slope : Vector, shape (p,)
        σ′(z) as a curve.
    neuron : int
        The selected neuron, from 0.
    band_a, band_factor : Vector, shape (p,)
        |w σ′(w a + b)| of it over a.
    band : tuple of float or None
        Where that is at least 1.
    width_w, widths : Vector, shape (p,)
        Width of the band over |w|.
    widest : tuple of float
        The weight with the widest band, and its width.
    identity_x, identity_y : Vector, shape (p,)
        Output of the nearly linear neuron for x, without its constant.
    identity_offset, identity_error : float
    """

    w: Vector
    b: Vector
    x: float
    passed: ChainPass
    formula: str
    slope_z: Vector
    slope: Vector
    neuron: int
    band_a: Vector
    band_factor: Vector
    band: tuple[float, float] | None
    width_w: Vector
    widths: Vector
    widest: tuple[float, float]
    identity_x: Vector
    identity_y: Vector
    identity_offset: float
    identity_error: float


@dataclass(frozen=True, slots=True, eq=False)
class LearnerView:
    """A network that learns parity.

    Attributes
    ----------
    layers : str
    epochs, accuracies : Vector, shape (k,)
    solved_at : int or None
    """

    kind: str
    layers: str
    epochs: Vector
    accuracies: Vector
    solved_at: int | None


@dataclass(frozen=True, slots=True, eq=False)
class ParityView:
    """Circuits for the parity of some bits, and networks that learn it.

    Attributes
    ----------
    deep : ParityCircuit
    shallow : ParityCircuit or None
        None if it has too many gates to be built at once.
    counts : mapping
        Gates by the formula, "deep" and "shallow".
    all_bits, all_deep, all_shallow : Vector, shape (k,)
        Numbers of bits, and the gates of both circuits for each.
    learners : tuple of LearnerView
        Empty until they have begun.
    """

    bits: int
    deep: ParityCircuit
    shallow: ParityCircuit | None
    counts: Mapping[str, int]
    all_bits: Vector
    all_deep: Vector
    all_shallow: Vector
    learners: tuple[LearnerView, ...]


@dataclass(frozen=True, slots=True, eq=False)
class VanishingState:
    """The whole state of the page.

    Attributes
    ----------
    settings : mapping
        Values of all settings by name.
    loading : bool
        Whether pictures are being loaded.
    last_step : int
        Step at the end of the timeline of the present station.
    laboratory, race, chain, parity : views or None
        View of the present station; the others are None.
    """

    settings: Mapping[str, Value]
    loading: bool
    laboratory: LaboratoryView | None = None
    race: RaceView | None = None
    chain: ChainView | None = None
    parity: ParityView | None = None
    last_step: int = 0
