"""What the doctor says stands above the curves, and what to try is one click away."""

import numpy as np
import pytest

from app.widgets.time.doctor_strip import DoctorStrip
from engine.commands.edits import SetSetting
from engine.commands.runs import AddLockstepRun
from engine.commands.transport import Open, Seek, Start
from engine.data.digits.built_in import built_in_digits
from engine.data.examples import DataSet
from engine.diagnosis.findings import Finding, Fix
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.simulations.digits.simulation import Digits
from engine.snapshots import Message
from tests.support.pages.digits_states import Recorder

FINDING = Finding(
    "learning-rate-too-large",
    500,
    Message("The steps are too long: since step {step} the cost jumps up and down.", {"step": 500}),
    Fix("eta", 0.05, Message("Try a smaller learning rate: η = {value:g}.", {"value": 0.05}), 300),
)


@pytest.fixture
def worker():
    """Return a worker that remembers what it was sent."""
    return Recorder()


@pytest.fixture
def strip(qtbot, theme, worker):
    """Return a strip without a finding."""
    strip = DoctorStrip(worker.send, "digits")
    qtbot.addWidget(strip)
    strip.resize(420, 24)
    return strip


def test_a_healthy_run_is_not_spoken_of(strip):
    strip.show_finding(None)
    assert strip.isHidden()


def test_a_finding_is_one_sentence_with_what_to_try(strip):
    strip.show_finding(FINDING)
    assert not strip.isHidden()
    assert strip.sentence.text() == str(FINDING.message)
    assert strip.try_button.text() == "try η 0.05"
    assert "smaller learning rate" in strip.try_button.toolTip()
    strip.show_finding(None)
    assert strip.isHidden()


def test_one_click_goes_where_it_began(strip, worker):
    strip.show_finding(FINDING)
    strip.go_button.click()
    assert worker.commands == [Seek("digits", 500)]


def test_one_click_tries_the_advice_on_a_twin_from_the_last_sound_place(strip, worker):
    strip.show_finding(FINDING)
    strip.try_button.click()
    assert worker.commands == [
        Seek("digits", 300),
        AddLockstepRun("digits", "eta", 0.05),
        Start("digits"),
    ]


def test_where_no_setting_helps_none_is_offered(strip):
    strip.show_finding(Finding("plateau", 3, Message("Learning."), None))
    assert strip.try_button.isHidden()


@pytest.fixture
def session():
    """Return a session that is closed whatever happens."""
    session = Session()
    yield session
    session.close()


def test_a_real_run_with_a_wild_learning_rate_is_found_and_the_twin_learns(session, monkeypatch):
    def small(name):
        return DataSet(name, *(built_in_digits(n, seed=n) for n in (1000, 200, 200)))

    monkeypatch.setitem(
        SIMULATIONS, "digits", lambda seed, clock: Digits(seed, load=small, clock=clock)
    )

    def do(*commands):
        for command in commands:
            session.apply(command)
        while session.advance(0.05):
            pass
        return session.snapshot().simulation("digits").payload.training

    training = do(
        Open("digits", "digits"),
        SetSetting("digits", "epochs", 6),
        SetSetting("digits", "lambda", 0.0),
        SetSetting("digits", "eta", 100.0),
        Start("digits"),
    )
    finding = training.finding
    assert finding is not None
    assert finding.fix is not None
    fix = finding.fix
    training = do(
        Seek("digits", fix.step), AddLockstepRun("digits", fix.name, fix.value), Start("digits")
    )
    lockstep_run = next(branch for branch in training.branches if branch.together)
    own = np.nanmax(training.history.validation_accuracy)
    assert finding.code == "learning-rate-too-large"
    assert lockstep_run.best_validation > own
