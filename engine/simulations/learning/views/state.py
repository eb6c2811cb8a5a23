"""Frozen views of training: the network, its curves, its data, the list of runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.arrays import Images, Labels, Matrix, Vector
from engine.commands.edits import Value
from engine.diagnosis import Finding
from engine.runs.branches import Change
from engine.runs.prediction_history import PredictionHistoryView
from engine.runs.seed_ensemble import Fan
from engine.snapshots import Message


@dataclass(frozen=True, slots=True)
class NetworkView:
    """The network that reads, or the one that learns.

    Attributes
    ----------
    sizes : tuple of int
        Neurons of each layer, the input's first.
    activations : tuple of str
        Name of the activation of each layer but the first.
    weights : tuple of Matrix
        Shape (n_out, n_in) of each layer, read-only; empty unless "weights" is observed.
    biases : tuple of Vector
        Shape (n_out,) of each layer; empty unless "weights" is observed.
    version : int
        Changes whenever a weight has changed.
    maps : tuple of (maps, rows, columns)
        What leaves each convolution; where there are any, the first layer holds the last
        ones' cells, row by row, column by column, map by map.
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    weights: tuple[Matrix, ...]
    biases: tuple[Vector, ...]
    version: int
    maps: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """Curves of a run up to the place that is shown; row 0 is the untrained network.

    Attributes
    ----------
    epochs : Vector, shape (n,)
        Epochs at which the run was measured: 0, 1, 2 …
    training_cost, validation_cost, test_cost : Vector, shape (n,)
    training_accuracy, validation_accuracy, test_accuracy : Vector, shape (n,)
        0..1; NaN where it was not measured.
    seconds : Vector, shape (n,)
        Training time of each epoch, without evaluation.
    examples : Vector, shape (n,)
        Examples that had been trained when it was measured.
    gradient_norms : Matrix, shape (n, layers)
        Euclidean norm of the gradient of each layer's weights over a sample.
    saturated : Matrix, shape (n, layers)
        Share 0..1 of neurons whose derivative is nearly zero over a sample.
    batch_steps, batch_cost : Vector, shape (m,)
        Cost of the mini-batches, thinned: step and running mean.
    """

    epochs: Vector
    training_cost: Vector
    validation_cost: Vector
    test_cost: Vector
    training_accuracy: Vector
    validation_accuracy: Vector
    test_accuracy: Vector
    seconds: Vector
    examples: Vector
    gradient_norms: Matrix
    saturated: Matrix
    batch_steps: Vector
    batch_cost: Vector


@dataclass(frozen=True, slots=True)
class Mistakes:
    """Test pictures that the learning network reads wrongly, the surest mistakes first.

    Attributes
    ----------
    indices : Vector, shape (n,)
        Places in the test part.
    pictures : Images, shape (n, 28, 28)
    labels, answers : Labels, shape (n,)
    confidence : Vector, shape (n,)
        Probability 0..1 of the wrong answer.
    """

    indices: Vector
    pictures: Images
    labels: Labels
    answers: Labels
    confidence: Vector


@dataclass(frozen=True, slots=True)
class BranchView:
    """One run of the list.

    Attributes
    ----------
    id, parent, fork_step : int, int or None, int
        As in `engine.runs.branches.Branch`.
    last_step : int
        The furthest place that was trained.
    epoch : float
        Of that place.
    differs : Mapping
        Settings that are not those of its parent; of a run from scratch, not the defaults.
    best_validation, best_epoch : float, int
        As in `TrainingView`.
    history : History
        All of it, wherever the run stands.
    products : int
        Multiplications of one example on its way forward.
    together : bool
        Whether it is on the clock of the run that is looked at.
    diverged : int or None
        The step at which it stopped being finite.
    outputs : Vector or None, shape (10,)
        Its probabilities for the picture on the pad, if it is on that clock.
    """

    id: int
    parent: int | None
    fork_step: int
    name: Message
    last_step: int
    epoch: float
    differs: Mapping[str, Value]
    best_validation: float
    best_epoch: int
    history: History
    products: int = 0
    together: bool = False
    diverged: int | None = None
    outputs: Vector | None = None


@dataclass(frozen=True, slots=True)
class DataView:
    """What the network learns from.

    Attributes
    ----------
    name : str
        A data set's name, or a folder.
    sizes : tuple of int
        Training, validation and test examples; zeros while it is being loaded.
    mnist_there : bool
        Whether MNIST is on this machine.
    progress : float or None
        Of a download, 0..1; None if there is none.
    """

    name: str = ""
    sizes: tuple[int, int, int] = (0, 0, 0)
    mnist_there: bool = False
    progress: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class EnsembleView:
    """What the page sees of a crowd.

    Attributes
    ----------
    count, diverged : int
        Members, and how many of them stopped being finite.
    costs, accuracies : Fan
        On validation examples.
    rounds : int
        Grows with every new row of the fans.
    """

    count: int
    diverged: int
    costs: Fan
    accuracies: Fan
    rounds: int
    finished: bool


@dataclass(frozen=True, slots=True)
class TrainingView:
    """The network that learns: its settings, its place and its curves.

    Attributes
    ----------
    settings : Mapping
        Every declared parameter of the simulation by name.
    step, last_step : int
        The place that is shown, and the furthest place that was trained.
    steps_per_epoch : int
    epoch : float
        step / steps_per_epoch.
    examples_per_second : float
        Measured over the last second; 0 while paused.
    showing_every : int
        One snapshot stands for so many mini-batches.
    best_validation, best_epoch : float, int
        Best validation accuracy so far (NaN if none) and the epoch after which it was reached.
    confusion : Matrix or None, shape (10, 10)
        Test pictures by true digit (row) and answer (column), at the last measured epoch.
    confusion_examples : Matrix or None, shape (10, 10, k)
        Up to k places in the test part for each cell, -1 where there are fewer.
    mistakes : Mistakes or None
    changes : tuple of Change
    taught : int
        Drawings that have joined the training set.
    data : DataView
    branches : tuple of BranchView
        All runs, in the order in which they were made.
    products : int
        Multiplications of one example on its way forward.
    prediction_history : PredictionHistoryView or None
        The answers to the picture on the pad over the run; None unless "answers" is observed.
    finding : Finding or None
        What the doctor says of the run.
    branch : int
        Id of the one that is looked at; 0 if there is none.
    recorded : str
        Name of the recorded run that is looked at; "" while a network of one's own is.
    ensemble : EnsembleView or None
    frames_bytes : int
        Memory that the key frames of the run take.
    """

    network: NetworkView
    settings: Mapping[str, Value]
    step: int
    last_step: int
    steps_per_epoch: int
    epoch: float
    examples_per_second: float
    showing_every: int
    history: History
    best_validation: float
    best_epoch: int
    data_name: str
    training_size: int
    confusion: Matrix | None = None
    confusion_examples: Matrix | None = None
    mistakes: Mistakes | None = None
    changes: tuple[Change, ...] = ()
    taught: int = 0
    data: DataView = DataView()
    branches: tuple[BranchView, ...] = ()
    branch: int = 0
    products: int = 0
    prediction_history: PredictionHistoryView | None = None
    finding: Finding | None = None
    recorded: str = ""
    ensemble: EnsembleView | None = None
    frames_bytes: int = 0
