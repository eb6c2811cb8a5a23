"""Steps that are done are shown again: play, step, back and to the end."""

from __future__ import annotations

from engine.simulations.scene_page.replayed_runner import ReplayedRunner
from engine.snapshots import Status


class Counted(ReplayedRunner[None]):
    """Five steps; each takes one call."""

    def __init__(self):
        super().__init__()
        self.reached = 0

    @property
    def done(self):
        return self.reached

    @property
    def last_step(self):
        return 5

    def advance(self, budget_s):
        if self.status is Status.RUNNING:
            self.reached = max(self.reached, self.step + 1)
            self.go_on()


def played(runner, most=10):
    for _ in range(most):
        runner.advance(1.0)
    return runner.step, runner.status


def test_it_plays_to_the_end_and_then_all_again():
    runner = Counted()
    runner.start()
    assert played(runner) == (5, Status.FINISHED)
    runner.start()
    assert (runner.step, runner.done) == (0, 5)
    assert played(runner, 2) == (2, Status.RUNNING)


def test_a_few_steps_end_where_they_were_asked_to():
    runner = Counted()
    runner.step_by(2)
    assert played(runner) == (2, Status.PAUSED)
    runner.step_by(9)
    assert played(runner) == (5, Status.FINISHED)


def test_back_and_forth_stay_within_what_is_done():
    runner = Counted()
    runner.step_by(3)
    played(runner)
    runner.step_by(-2)
    assert (runner.step, runner.status) == (1, Status.PAUSED)
    runner.seek(9)
    assert runner.step == 3
    runner.reset()
    assert (runner.step, runner.done) == (0, 3)
