"""Frozen views of training: the network, its curves, its data, the list of runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan

from engine.arrays import Images, Labels, Matrix, Vector
from engine.commands.edits import Value
from engine.data.classes import output_names
from engine.diagnosis.findings import Finding
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
    maps : tuple of (feature maps, rows, columns)
        Output shape of each convolution stage; if there are any, the first layer is the
        flattened output of the last: row by row, column by column, feature map by feature map.
    class_names : tuple of str
        Names of the classes that the outputs stand for; empty where they are numbers.
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    weights: tuple[Matrix, ...]
    biases: tuple[Vector, ...]
    version: int
    maps: tuple[tuple[int, int, int], ...] = ()
    class_names: tuple[str, ...] = ()

    @property
    def output_names(self) -> tuple[str, ...]:
        """A name for each output."""
        return output_names(self.class_names, self.sizes[-1])


@dataclass(frozen=True, slots=True)
class History:
    """Curves of a run up to the shown position; row 0 is the untrained network.

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
        Examples trained before the measurement.
    gradient_norms : Matrix, shape (n, layers)
        Euclidean norm of the gradient of each layer's weights, on 100 training examples.
    saturated : Matrix, shape (n, layers)
        Share 0..1 of saturated neurons, on the same examples.
    batch_steps, batch_cost : Vector, shape (m,)
        Loss trace: steps of the trace points, and the mean cost there, without penalty, on a
        fixed probe: the first 250 training examples, `engine.runs.run.TRACE_PROBE`. Empty where
        only the ends of epochs are measured; thinned where there are more than 4,000 points.
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
    """Misclassified test pictures, the most confident mistakes first.

    Attributes
    ----------
    indices : Vector, shape (n,)
        Indices in the test part.
    pictures : Images, shape (n, rows, columns)
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
        The furthest step that was trained.
    epoch : float
        That step in epochs, with the fraction of the present one.
    differs : Mapping
        Settings that differ from its parent's; for a run from scratch, from the defaults.
    best_validation, best_epoch : float, int
        As in `TrainingView`.
    history : History
        All epochs, whatever the shown position.
    products : int
        Multiplications in the forward pass of one example.
    together : bool
        Whether it is in lockstep with the active run.
    diverged : int or None
        The step at which it diverged; None if it did not.
    outputs : Vector or None, shape (classes,)
        Its probabilities for the picture on the pad, if it is in lockstep.
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
    """The data set of a page, and the state of a download.

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
    read : tuple of int
        Pictures of a folder that were read so far, and their number; zeros if none are read.
    class_names : tuple of str
        Empty where classes are called by their numbers.
    remarks : tuple of Message
        What was done to the pictures when they were read.
    """

    name: str = ""
    sizes: tuple[int, int, int] = (0, 0, 0)
    mnist_there: bool = False
    progress: float | None = None
    read: tuple[int, int] = (0, 0)
    class_names: tuple[str, ...] = ()
    remarks: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class EnsembleView:
    """View of an ensemble of seeds.

    Attributes
    ----------
    count, diverged : int
        Number of members, and of those that diverged.
    costs, accuracies : Fan
        Curves on validation examples.
    rounds : int
        Number of measured rounds kept.
    """

    count: int
    diverged: int
    costs: Fan
    accuracies: Fan
    rounds: int
    finished: bool


@dataclass(frozen=True, slots=True)
class TrainingView:
    """The network that learns: its settings, its position and its curves.

    Attributes
    ----------
    settings : Mapping
        Values of all settings of the simulation by name.
    step, last_step : int
        The shown step, and the furthest step that was trained.
    steps_per_epoch : int
    epoch : float
        Epochs trained, with the fraction of the present one.
    examples_per_second : float
        Measured about every half second; 0 while paused.
    best_validation, best_epoch : float, int
        Best validation accuracy so far (NaN if none) and the epoch after which it was reached.
    confusion : Matrix or None, shape (classes, classes)
        Test examples by true class (row) and answer (column), at the last measured epoch.
    confusion_examples : Matrix or None, shape (classes, classes, k)
        Indices in the test part of up to k examples of each cell, -1 where there are fewer.
    mistakes : Mistakes or None
    changes : tuple of Change
    taught : int
        Drawings added to the training set.
    data : DataView
    branches : tuple of BranchView
        All runs, in the order in which they were made.
    products : int
        Multiplications in the forward pass of one example.
    prediction_history : PredictionHistoryView or None
        The answers to the picture on the pad over the run; None unless "answers" is observed.
    finding : Finding or None
        The gravest problem of the run; None if there is none.
    branch : int
        Id of the active run; 0 if there is none.
    recorded : str
        Name of the open recorded run; "" without one.
    ensemble : EnsembleView or None
    frames_bytes : int
        Memory that the key frames of the run take.
    threads : int
        Threads that share each mini-batch.
    digest : str
        SHA-256 of the weights of a finished run, as `train` prints it; "" before.
    """

    network: NetworkView
    settings: Mapping[str, Value]
    history: History
    data_name: str
    training_size: int
    step: int = 0
    last_step: int = 0
    steps_per_epoch: int = 0
    epoch: float = 0.0
    examples_per_second: float = 0.0
    best_validation: float = nan
    best_epoch: int = 0
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
    threads: int = 1
    digest: str = ""
