"""A tree of a simulation's runs and branches with their results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, percent, render_message, significant, tr
from app.widgets.basics.boxes import column
from app.widgets.basics.elided import ElidedButton, ElidedLabel
from engine.commands.command import SendCommand
from engine.commands.edits import Value
from engine.commands.runs import (
    BranchRun,
    DropLockstepRuns,
    Race,
    RemoveRun,
    RenameRun,
    SelectRun,
    StartEnsemble,
    StopEnsemble,
)
from engine.settings import short_text
from engine.simulations.learning.views.state import BranchView, TrainingView
from engine.training.recording import MEMORY_BUDGET

NAME, DIFFERS, EPOCH, BEST = range(4)
ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class RaceChoices:
    """Settings of the race and of the seed ensemble of a page.

    Attributes
    ----------
    rates : tuple of float
        Learning rates of the race: suitable, too small, too large.
    ensemble : int
        Number of seeds.
    columns : int
        Columns of the buttons.
    """

    rates: tuple[float, ...]
    ensemble: int
    columns: int = 4


class RunsView(QWidget):
    """A tree with a line for each run; a click selects it, a double click renames it.

    Parameters
    ----------
    simulation_id : str
        Simulation whose runs are listed.
    """

    def __init__(
        self,
        theme: Theme,
        send: SendCommand,
        simulation_id: str,
        race_choices: RaceChoices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("runs_view")
        self._theme, self._send = theme, send
        self._simulation_id, self._race_choices = simulation_id, race_choices
        self._shown: tuple[object, ...] = ()
        self._build_tree()
        self.branch_button = ElidedButton(
            "branch_run_button",
            mark("Branch here"),
            mark("Go on in a new run from the place that is shown; this one keeps its future."),
            act=self._branch,
        )
        self.remove_button = ElidedButton(
            "remove_run_button",
            mark("Remove"),
            mark("Take the chosen run out of the list."),
            act=self._remove,
        )
        self.race_button = ElidedButton("race_button", act=self._change_race)
        self.ensemble_button = ElidedButton("crowd_button", act=self._change_ensemble)
        self._has_ensemble = False
        buttons = QGridLayout()
        each = (self.branch_button, self.remove_button, self.race_button, self.ensemble_button)
        for place, button in enumerate(each):
            line, across = divmod(place, race_choices.columns)
            buttons.addWidget(button, line, across)
            buttons.setColumnStretch(across, 1)
        self._racing = False
        self.memory = ElidedLabel("runs_memory", role="small")
        column((self.tree, 1), self.memory, buttons, inside=self)
        self.tree.itemClicked.connect(self._on_item_clicked)
        self.tree.itemActivated.connect(self._on_item_clicked)
        self.tree.itemChanged.connect(self._on_item_changed)
        self.tree.currentItemChanged.connect(self._on_current_changed)
        self.retranslate()

    def follow(self, simulation_id: str, race_choices: RaceChoices) -> None:
        """List the runs of another simulation."""
        self._simulation_id, self._race_choices, self._shown = simulation_id, race_choices, ()
        self._say_race()
        self._say_ensemble()

    def _build_tree(self) -> None:
        self.tree = QTreeWidget(self)
        self.tree.setObjectName("runs_tree")
        self.tree.setColumnCount(4)
        self.tree.setIndentation(14)
        self.tree.setRootIsDecorated(False)
        self.tree.setExpandsOnDoubleClick(False)
        triggers = QAbstractItemView.EditTrigger
        self.tree.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(24)
        for each in (NAME, DIFFERS):
            header.setSectionResizeMode(each, QHeaderView.ResizeMode.Stretch)
        for each in (EPOCH, BEST):
            header.setSectionResizeMode(each, QHeaderView.ResizeMode.ResizeToContents)

    def sizeHint(self) -> QSize:
        return QSize(380, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 80)

    def render_training(self, training: TrainingView) -> None:
        """Show the runs, unless nothing has changed or a name is being edited."""
        self.memory.say(ensemble_text(training) or memory_text(training))
        if (training.ensemble is not None) != self._has_ensemble:
            self._has_ensemble = training.ensemble is not None
            self._say_ensemble()
        racing = any(branch.together for branch in training.branches)
        if racing != self._racing:
            self._racing = racing
            self._say_race()
        key = (training.branch, *(line_of(branch) for branch in training.branches))
        editing = self.tree.state() == QAbstractItemView.State.EditingState
        if key == self._shown or editing:
            return
        self._shown = key
        self.tree.blockSignals(True)
        self.tree.clear()
        items: dict[int, QTreeWidgetItem] = {}
        for branch in training.branches:
            item = self._item(branch, branch.id == training.branch)
            items[branch.id] = item
            above = items.get(branch.parent or 0)
            if above is None:
                self.tree.addTopLevelItem(item)
            else:
                above.addChild(item)
        self.tree.expandAll()
        if training.branch in items:
            self.tree.setCurrentItem(items[training.branch])
        self.tree.blockSignals(False)
        self.branch_button.setEnabled(training.branch in items)
        self._allow_removal()

    def _item(self, branch: BranchView, current: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem(list(line_of(branch)[1:]))
        item.setData(NAME, ID, branch.id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        for each in (EPOCH, BEST):
            item.setTextAlignment(each, Qt.AlignmentFlag.AlignRight)
        words = tr("{name}: double click or F2 writes another name.", name=item.text(NAME))
        item.setToolTip(NAME, words)
        item.setToolTip(DIFFERS, item.text(DIFFERS))
        if current:
            font = item.font(NAME)
            font.setBold(True)
            for each in range(4):
                item.setFont(each, font)
                item.setForeground(each, QBrush(self._theme.color("text")))
        return item

    def retranslate(self) -> None:
        self.tree.setHeaderLabels([tr("Run"), tr("Differs in"), tr("epoch"), tr("best")])
        self.tree.setAccessibleName(tr("Runs"))
        self.tree.setToolTip(tr("Click a run to look at it; its curve stays as a ghost."))
        for button in (self.branch_button, self.remove_button):
            button.retranslate()
        self._say_race()
        self._say_ensemble()
        self._shown = ()

    def _say_race(self) -> None:
        if self._racing:
            self.race_button.say(
                tr("Drop twins"), tr("Let the present run train alone; its twins stay in the list.")
            )
        else:
            self.race_button.say(
                tr("Race of η"),
                tr(
                    "Begin anew with η = {rates} on one clock: fast, slow, wild.",
                    rates=", ".join(significant(rate) for rate in self._race_choices.rates),
                ),
            )

    def _chosen(self) -> int:
        item = self.tree.currentItem()
        return int(item.data(NAME, ID)) if item is not None else 0

    def _allow_removal(self) -> None:
        present = self._shown[0] if self._shown else 0
        self.remove_button.setEnabled(self._chosen() not in (0, present))

    # --- handlers -------------------------------------------------------------------------------

    def _on_item_clicked(self, item: QTreeWidgetItem, column: int) -> None:
        self._send(SelectRun(self._simulation_id, int(item.data(NAME, ID))))

    def _on_item_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column == NAME:
            self._shown = ()
            self._send(RenameRun(self._simulation_id, int(item.data(NAME, ID)), item.text(NAME)))

    def _on_current_changed(self, item: QTreeWidgetItem | None) -> None:
        self._allow_removal()

    def _branch(self) -> None:
        self._send(BranchRun(self._simulation_id))

    def _change_ensemble(self) -> None:
        ensemble = StartEnsemble(self._simulation_id, self._race_choices.ensemble)
        self._send(StopEnsemble(self._simulation_id) if self._has_ensemble else ensemble)

    def _say_ensemble(self) -> None:
        if self._has_ensemble:
            self.ensemble_button.say(tr("End crowd"), tr("Let the crowd go."))
        else:
            self.ensemble_button.say(
                tr("Crowd"),
                tr(
                    "Train {count} networks that differ in their seed alone; see how much is "
                    "chance.",
                    count=self._race_choices.ensemble,
                ),
            )

    def _change_race(self) -> None:
        race = Race(self._simulation_id, "eta", self._race_choices.rates)
        self._send(DropLockstepRuns(self._simulation_id) if self._racing else race)

    def _remove(self) -> None:
        self._send(RemoveRun(self._simulation_id, self._chosen()))


def line_of(branch: BranchView) -> tuple[int, str, str, str, str]:
    """Return id, name, differences, epoch and best accuracy of a run as shown."""
    best = percent(branch.best_validation) if isfinite(branch.best_validation) else ""
    name = render_message(branch.name)
    return branch.id, name, differences(branch.differs), number(branch.epoch, 1), best


def differences(settings: Mapping[str, Value]) -> str:
    """Format settings that differ, "η 0.1, batch 20"."""
    return ", ".join(short_text(name, value) for name, value in settings.items())


def ensemble_text(training: TrainingView) -> str:
    """Return the progress of a seed ensemble as text, "" if there is none."""
    ensemble = training.ensemble
    if ensemble is None:
        return ""
    return tr(
        "crowd of {count}: epoch {epoch:.1f}, {low} to {high} right on validation",
        count=ensemble.count,
        epoch=float(ensemble.accuracies.epochs[-1]),
        low=percent(float(ensemble.accuracies.low[-1])),
        high=percent(float(ensemble.accuracies.high[-1])),
    )


def memory_text(training: TrainingView) -> str:
    """Return the memory that key frames take as text."""
    if not training.frames_bytes:
        return ""
    return tr(
        "key frames of this run: {size} of {most} MB",
        size=number(training.frames_bytes / 2**20, 1),
        most=number(MEMORY_BUDGET / 2**20),
    )
