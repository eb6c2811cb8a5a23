"""Runs that were read go on as if they had never been closed."""

from __future__ import annotations

import numpy as np

from engine.commands.transport import Seek, Start
from tests.support.documents import SIMULATION_ID, opened
from tests.support.states import refreshed


def go_on(digits, command):
    """Let a page do a command to its end."""
    digits.handlers[type(command)](command)
    while digits.busy:
        digits.advance(0.05)


def test_a_run_goes_on_to_the_same_bits_as_if_it_had_never_been_closed(session, content):
    before, after = session._simulations[SIMULATION_ID], opened(content)
    for step in (0, 33, 55, 71):
        go_on(before, Seek(SIMULATION_ID, step))
        go_on(after, Seek(SIMULATION_ID, step))
        assert before.learning.network.digest() == after.learning.network.digest()
    go_on(before, Start(SIMULATION_ID))
    go_on(after, Start(SIMULATION_ID))
    assert before.learning.run.step == after.learning.run.step
    assert before.learning.network.digest() == after.learning.network.digest()
    go_on(before, Seek(SIMULATION_ID, 70))
    after.close()


def test_everything_that_was_made_is_there_again(session, content):
    before = refreshed(session._simulations[SIMULATION_ID], "answers")
    digits = opened(content)
    after = refreshed(digits, "answers")
    assert after.strokes == before.strokes != ()
    assert after.training.settings == before.training.settings
    assert [str(c.message) for c in after.training.changes] == [
        str(c.message) for c in before.training.changes
    ]
    names = [(b.id, b.parent, str(b.name), b.last_step) for b in after.training.branches]
    assert names == [(b.id, b.parent, str(b.name), b.last_step) for b in before.training.branches]
    assert len(names) > 2
    segments = digits.learning.run.trainer.segments
    assert segments == session._simulations[SIMULATION_ID].learning.run.trainer.segments
    assert segments[-1].taught
    np.testing.assert_array_equal(
        after.training.history.test_cost, before.training.history.test_cost
    )
    assert after.reading is not None
    assert after.reading.digit == before.reading.digit
    digits.close()
