"""Form of the settings of a training run, with the button that makes a twin."""

from __future__ import annotations

from typing import Any

from app.appearance.translation import mark, tr
from app.widgets.basics.elided import ElidedButton
from app.widgets.numbers.settings_form import SettingsForm
from engine.commands.runs import AddLockstepRun
from engine.settings import Setting, Value


class TrainingForm(SettingsForm):
    """Form whose next change goes to a copy of the run while the twin button is pressed.

    Parameters
    ----------
    lockstep : str
        Object name of the button; the others as of SettingsForm.

    Attributes
    ----------
    lockstep_button : ElidedButton
        To be put into the header of the card.
    """

    def __init__(self, *arguments: Any, lockstep: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.lockstep_button = ElidedButton(
            lockstep,
            mark("twin"),
            mark("Press it, then change a setting: a copy of the run gets the new value."),
            role="link",
            checkable=True,
            parent=self,
        )

    def follow(self, simulation_id: str) -> None:
        """Show and control another simulation."""
        self.simulation_id = simulation_id
        self.lockstep_button.setChecked(False)
        self.forget()

    def change(self, name: str, value: Value, *, finished: bool) -> None:
        """Send a change to the run, or to its copy."""
        if not self.lockstep_button.isChecked():
            super().change(name, value, finished=finished)
            return
        self.lockstep_button.setChecked(False)
        self._send(AddLockstepRun(self.simulation_id, name, value))
        # the run itself keeps its value: show it again
        self.forget()

    def remark(self, setting: Setting) -> str:
        """Return that a ghost stays, where a change begins a new run."""
        if not setting.restarts:
            return ""
        return tr("A change begins a new run; the old one stays as a ghost.")
