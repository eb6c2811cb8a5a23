"""A strip with the diagnosis of a run, its first step, and a fix to try in lockstep."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.translation import mark, render_message, tr
from app.widgets.basics.boxes import row
from app.widgets.basics.elided import ElidedButton, WrappedLabel
from engine.commands.command import SendCommand
from engine.commands.runs import AddLockstepRun
from engine.commands.transport import Seek, Start
from engine.diagnosis.findings import Finding
from engine.settings import short_text


class DoctorStrip(QWidget):
    """Diagnosis of a run; hidden without a finding.

    Parameters
    ----------
    simulation_id : str
        Simulation whose run is diagnosed.
    """

    def __init__(
        self, send: SendCommand, simulation_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("doctor_strip")
        self._send, self._simulation_id = send, simulation_id
        self._finding: Finding | None = None
        self.sentence = WrappedLabel("doctor_sentence", self, role="finding")
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.go_button = ElidedButton(
            "doctor_go_button",
            mark("go there"),
            mark("Show the run where that began."),
            role="link",
            act=self._go,
        )
        self.try_button = ElidedButton("doctor_try_button", role="link", act=self._try)
        row((self.sentence, 1), self.go_button, self.try_button, gap=4, inside=self)
        self.hide()
        self.retranslate()

    def follow(self, simulation_id: str) -> None:
        """Switch to another simulation."""
        self._simulation_id = simulation_id
        self.show_finding(None)

    def show_finding(self, finding: Finding | None) -> None:
        """Show a finding; None hides the strip."""
        if finding == self._finding:
            return
        self._finding = finding
        self.setVisible(finding is not None)
        self.retranslate()

    def retranslate(self) -> None:
        finding = self._finding
        fix = finding.fix if finding is not None else None
        self.sentence.setText("" if finding is None else render_message(finding.message))
        self.go_button.retranslate()
        self.try_button.setVisible(fix is not None)
        if fix is None:
            self.try_button.say(tr("try"), tr("There is no single setting to try."))
        else:
            words = tr(
                "A twin tries it beside this run. {advice}", advice=render_message(fix.message)
            )
            self.try_button.say(tr("try {setting}", setting=short_text(fix.name, fix.value)), words)

    # --- handlers -------------------------------------------------------------------------------

    def _go(self) -> None:
        if self._finding is not None:
            self._send(Seek(self._simulation_id, self._finding.step))

    def _try(self) -> None:
        fix = self._finding.fix if self._finding is not None else None
        if fix is not None:
            self._send(Seek(self._simulation_id, fix.step))
            self._send(AddLockstepRun(self._simulation_id, fix.name, fix.value))
            self._send(Start(self._simulation_id))
