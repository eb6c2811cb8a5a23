"""Runs that were read are written as the same file."""

from __future__ import annotations

import numpy as np

from engine.documents.run_writing import RunWriter
from tests.support.documents import SIMULATION_ID, opened
from tests.support.toy import toy_run


def saved_again(digits):
    """Return the bytes of a page that was opened."""
    from engine.documents.schema import encode

    kept = digits.save()
    arrays = {f"0:{name}": array for name, array in kept.arrays().items()}
    return encode([(SIMULATION_ID, "digits", kept.content)], {"axis": "epochs"}, arrays)


def test_what_is_opened_and_saved_again_is_the_same_file(content):
    digits = opened(content)
    assert saved_again(digits) == content
    digits.close()


def test_key_frames_that_runs_share_are_written_once():
    run = toy_run(count=500, epochs=3)
    while not run.finished:
        run.advance(50)
    branch = run.fork()
    writer = RunWriter([run, branch])
    first, second = writer.put(run), writer.put(branch)
    arrays = writer.arrays()
    ours, theirs = arrays[first.frames], arrays[second.frames]
    # where a run stands now is its own
    np.testing.assert_array_equal(ours[:-1], theirs[:-1])
    rows = sum(len(array) for name, array in arrays.items() if name.endswith("/parameters"))
    assert rows == len(np.unique(np.concatenate([ours, theirs]), axis=0)) == len(ours) + 1
    assert first.fingerprint == second.fingerprint
    assert (first.last_step, first.taught, first.divergence) == (run.last_step, None, None)


def test_a_run_may_go_on_after_it_was_put():
    run = toy_run(count=500, epochs=3)
    while run.step < 60:
        run.advance(60 - run.step)
    run.edit_weights(np.array([1, 2]), np.array([3.0, 4.0]))
    writer = RunWriter([run])
    content = writer.put(run)
    before = {name: array.copy() for name, array in writer.arrays().items()}
    run.edit_weights(np.array([5]), np.array([9.0]))
    while not run.finished:
        run.advance(50)
    for name, array in writer.arrays().items():
        np.testing.assert_array_equal(array, before[name])
    (edit,) = content.weight_edits
    assert (edit.step, before[edit.places].tolist()) == (60, [1, 2])
    assert before[edit.values].tolist() == [3.0, 4.0]
