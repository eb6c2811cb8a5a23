"""Form of declared settings: every change is sent at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.appearance.translation import tr
from app.widgets.basics.elided import ElidedButton
from app.widgets.numbers.setting_row import SHARES, SliderRow, row_of
from engine.commands.command import SendCommand
from engine.commands.edits import CancelDrag, SetSetting
from engine.settings import Setting, Value, Values

FIRST_LEVEL = 1

TYPED_SHARES = (4, 5)
"""Shares of the width for labels and controls of a form without sliders."""


class SettingsForm(QWidget):
    """Labels and controls made from settings, in one column or, unfolded, in several.

    A double click on a label brings its default back.

    Parameters
    ----------
    stem : str
        Object names of the controls, with {} for the setting: "vanishing_{}"; see SettingRow.
    stems : mapping
        Stems of single settings, where they differ.
    names : mapping
        By setting, words for its choices or for single values.
    first : collection of str or None
        Settings that are seen while the form is folded; None for those of the first level.
    more : str
        Object name of the button that unfolds the form; "" shows all settings always.
    columns : int
        Columns of the unfolded form.

    Signals
    -------
    unfolded : (bool)
        Whether all settings are shown.

    Attributes
    ----------
    rows : dict
        A row by the name of its setting.
    more_button : ElidedButton
        To be put into the header of the card; hidden if there is nothing to unfold.
    """

    unfolded = Signal(bool)

    def __init__(
        self,
        send: SendCommand,
        simulation_id: str,
        settings: Sequence[Setting],
        parent: QWidget | None = None,
        *,
        stem: str = "",
        stems: Mapping[str, str] = {},
        names: Mapping[str, Mapping[str, str]] = {},
        first: Collection[str] | None = None,
        more: str = "",
        columns: int = 1,
    ) -> None:
        super().__init__(parent)
        self._send, self.simulation_id = send, simulation_id
        self._columns, self._open, self._folds = columns, False, bool(more)
        self._shown: Values | None = None
        self._first = first
        if first is None:
            self._first = [each.name for each in settings if each.level <= FIRST_LEVEL]
        self.rows = {}
        for each in settings:
            own = stems.get(each.name, stem.format(each.name))
            row = row_of(each, self, own, names.get(each.name, {}))
            row.changed.connect(self._on_changed)
            row.refused.connect(self._on_refused)
            row.cancelled.connect(self._on_cancelled)
            row.label.installEventFilter(self)
            self.rows[each.name] = row
        self.more_button = ElidedButton(more or "more_button", role="link", parent=self)
        self.more_button.setCheckable(True)
        self.more_button.setVisible(self._folds)
        self.more_button.clicked.connect(self._on_more_clicked)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setHorizontalSpacing(8)
        sliders = any(isinstance(row, SliderRow) for row in self.rows.values())
        self._shares = SHARES if sliders else TYPED_SHARES
        self._laid_out: list[str] = []
        self._arrange()
        SettingsForm.retranslate(self)

    @property
    def is_open(self) -> bool:
        """Whether all settings are shown."""
        return self._open

    def show_values(self, values: Values) -> None:
        """Show values, except in a control that is being used; settings without one are hidden."""
        if values == self._shown:
            return
        self._shown = dict(values)
        for name, row in self.rows.items():
            if name in values:
                row.show_value(values[name])
        self._arrange()

    def forget(self) -> None:
        """Show the next values even where they are the last ones."""
        self._shown = None

    def set_enabled(self, enabled: bool, *names: str) -> None:
        """Let settings be changed, or grey them out; without names all of them."""
        for name in names or self.rows:
            self.rows[name].set_enabled(enabled)

    def retranslate(self) -> None:
        """Retranslate labels, explanations, choices and the button."""
        for row in self.rows.values():
            row.retranslate(self.remark(row.setting))
        if self._open:
            self.more_button.say(tr("less ▴"), tr("Show the most important settings only."))
        else:
            self.more_button.say(tr("more ▾"), tr("Show all settings."))

    def remark(self, setting: Setting) -> str:
        """Return what is said behind a setting's explanation, already translated."""
        return tr("A change begins anew.") if setting.restarts else ""

    def change(self, name: str, value: Value, *, finished: bool) -> None:
        """Send a change of a setting."""
        self._send(SetSetting(self.simulation_id, name, value, finished=finished))

    def take_back(self, name: str, value: Value) -> None:
        """Take the drag of a slider back that began at a value."""
        self._send(CancelDrag(self.simulation_id))
        self.forget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick:
            for name, row in self.rows.items():
                if row.label is watched and row.control.isEnabled():
                    self.change(name, row.setting.default, finished=True)
        return super().eventFilter(watched, event)

    # --- layout ---------------------------------------------------------------------------------

    def _visible(self) -> list[str]:
        """Return the settings that are shown: unfolded or first, and such that matter now."""
        values = self._shown
        return [
            name
            for name, row in self.rows.items()
            if (self._open or not self._folds or name in (self._first or ()))
            and (values is None or (name in values and row.setting.applies(values)))
        ]

    def _arrange(self) -> None:
        seen = self._visible()
        if seen == self._laid_out:
            return
        self._laid_out = seen
        for name, row in self.rows.items():
            self._grid.removeWidget(row.label)
            self._grid.removeWidget(row.area)
            row.set_visible(name in seen)
        columns = self._columns if self._open or not self._folds else 1
        height = -(-len(seen) // columns) or 1
        for place, name in enumerate(seen):
            column, line = divmod(place, height)
            self._grid.addWidget(self.rows[name].label, line, 2 * column)
            self._grid.addWidget(self.rows[name].area, line, 2 * column + 1)
        for column in range(2 * self._columns):
            share = self._shares[column % 2] if column < 2 * columns else 0
            self._grid.setColumnStretch(column, share)

    # --- handlers -------------------------------------------------------------------------------

    def _name(self) -> str:
        sender = self.sender()
        return next(name for name, row in self.rows.items() if row is sender)

    def _on_changed(self, value: Value, finished: bool) -> None:
        self.change(self._name(), value, finished=finished)

    def _on_refused(self, text: str) -> None:
        # sent all the same: the engine refuses it, and its message is shown
        self.change(self._name(), text, finished=True)

    def _on_cancelled(self, value: Value) -> None:
        self.take_back(self._name(), value)

    def _on_more_clicked(self) -> None:
        self._open = not self._open
        self._arrange()
        self.retranslate()
        self.unfolded.emit(self._open)
