"""Rows of settings: a number with a slider, or a choice; every change is sent at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.appearance.translation import tr
from app.pages.vanishing.words import SIMULATION_ID
from app.widgets.basics.elided import ElidedComboBox, ElidedLabel
from app.widgets.numbers.number_row import NumberRow
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.settings import Value


@dataclass(frozen=True, slots=True)
class RowSpec:
    """Specification of a row.

    Attributes
    ----------
    setting : str
        Name of the setting.
    label, tip : str
        English; shown through `tr`.
    ends : tuple of float or None
        Ends of the slider; None for a choice.
    names : mapping
        Names of the choices, English; shown through `tr`.
    """

    setting: str
    label: str
    tip: str
    ends: tuple[float, float] | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    logarithmic: bool = False
    notch: float = 1.0


class ChoiceRow(QWidget):
    """Row with a label and a list of choices.

    Signals
    -------
    chosen : (str)
    """

    chosen = Signal(str)

    def __init__(self, name: str, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_row")
        self._names = names
        self.label = ElidedLabel(f"{name}_text", self)
        self.box = ElidedComboBox(self)
        self.box.setObjectName(f"{name}_box")
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for key in names:
            self.box.addItem("", key)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.label, 5)
        layout.addWidget(self.box, 8)
        self.box.activated.connect(self._on_activated)

    def say(self, label: str, tip: str) -> None:
        """Set label and tool tip, both already translated."""
        self.label.say(label)
        self.box.setToolTip(tip)
        self.box.setAccessibleName(label)
        for index, key in enumerate(self._names):
            self.box.setItemText(index, tr(self._names[key]))

    def show_value(self, value: str) -> None:
        """Show a choice from the engine."""
        if self.box.currentData() != value:
            self.box.setCurrentIndex(self.box.findData(value))

    def _on_activated(self) -> None:
        self.chosen.emit(str(self.box.currentData()))


class SettingRows(QWidget):
    """Column of rows of settings.

    Attributes
    ----------
    rows : dict
        A NumberRow or a ChoiceRow by the name of its setting.
    """

    def __init__(
        self, send: SendCommand, name: str, specs: Sequence[RowSpec], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._send, self._specs = send, specs
        self.rows: dict[str, NumberRow | ChoiceRow] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for spec in specs:
            row = self._row(spec)
            row.setProperty("setting", spec.setting)
            layout.addWidget(row)
            self.rows[spec.setting] = row
        self.retranslate()

    def _row(self, spec: RowSpec) -> NumberRow | ChoiceRow:
        name = f"vanishing_{spec.setting}"
        if spec.ends is None:
            choice = ChoiceRow(name, spec.names, self)
            choice.chosen.connect(self._on_chosen)
            return choice
        row = NumberRow(name, spec.ends, self, logarithmic=spec.logarithmic, notch=spec.notch)
        row.changed.connect(self._on_changed)
        return row

    def show_settings(self, settings: Mapping[str, Value]) -> None:
        """Show values from the engine, except on a slider that is being dragged."""
        for name, row in self.rows.items():
            if isinstance(row, ChoiceRow):
                row.show_value(str(settings[name]))
            else:
                row.show_value(float(settings[name]))

    def retranslate(self) -> None:
        for spec in self._specs:
            self.rows[spec.setting].say(tr(spec.label), tr(spec.tip))

    # --- handlers -------------------------------------------------------------------------------

    def _on_chosen(self, value: str) -> None:
        self._send(SetSetting(SIMULATION_ID, str(self.sender().property("setting")), value))

    def _on_changed(self, value: float, finished: bool) -> None:
        self._send(
            SetSetting(SIMULATION_ID, str(self.sender().property("setting")), value, finished)
        )
