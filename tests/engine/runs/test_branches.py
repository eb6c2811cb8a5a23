"""A tree of runs: nothing is lost, memory is shared."""

from __future__ import annotations

import pytest

from engine.errors import SettingError
from engine.runs.branches import Branches, unshared_bytes
from tests.support.toy import toy_run


def trained(steps=60, **values):
    """Return a run that has come so far."""
    run = toy_run(count=500, epochs=9, **values)
    while run.step < steps:
        run.advance(steps - run.step)
    return run


@pytest.fixture
def tree():
    """Return a run, a branch of it at step 30, and a run of its own."""
    branches = Branches()
    first = trained()
    branches.begin(first, first.trainer.settings)
    first.seek(30)
    while first.seeking:
        first.advance(9)
    branches.fork()
    other = trained(eta=0.1)
    branches.begin(other, other.trainer.settings)
    return branches


def shape(branches):
    """Return who comes from whom."""
    return [(branch.id, branch.parent, branch.fork_step) for branch in branches]


def test_a_fork_knows_where_it_left_and_is_looked_at(tree):
    assert shape(tree) == [(1, None, 0), (2, 1, 30), (3, None, 0)]
    assert tree.active == 3
    assert tree.find(2).run.step == tree.find(1).run.step == 30
    assert tree.find(1).run.last_step == 60
    assert str(tree.find(2).name) == "run 2"


def test_ids_are_never_given_again(tree):
    tree.remove(2)
    run = trained(10)
    assert tree.begin(run, run.trainer.settings).id == 4


def test_a_removed_branch_hands_its_children_on_and_can_come_back(tree):
    tree.select(2)
    tree.fork()
    before = shape(tree)
    put_back = tree.remove(2)
    assert shape(tree) == [(1, None, 0), (3, None, 0), (4, 1, 30)]
    put_back()
    assert shape(tree) == before


def test_the_run_that_is_looked_at_is_not_removed(tree):
    with pytest.raises(SettingError, match="choose it first"):
        tree.remove(3)


def test_an_untrained_run_is_not_kept():
    branches = Branches()
    run = toy_run()
    branches.begin(run, run.trainer.settings)
    branches.leave()
    assert branches.all == ()
    assert branches.current is None


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_name_has_letters_and_not_too_many(tree, name):
    with pytest.raises(SettingError, match="1 to 60"):
        tree.rename(2, name)


def test_a_name_is_kept_in_one_line(tree):
    tree.rename(2, " half   the\nrate ")
    assert str(tree.find(2).name) == "half the rate"


def test_an_unknown_run_is_refused_with_those_that_are_known(tree):
    with pytest.raises(SettingError, match="among 1, 2, 3, got 9"):
        tree.select(9)


def test_a_memento_puts_the_tree_back(tree):
    before, restore = shape(tree), tree.restore_point()
    tree.select(1)
    tree.fork()
    restore()
    assert shape(tree) == before
    assert tree.active == 3


def test_key_frames_of_all_runs_stay_within_the_budget():
    branches = Branches(budget=60_000)
    first = trained(400)
    branches.begin(first, first.trainer.settings)
    for step in (300, 250, 200, 150):
        branches.select(1)
        first.seek(step)
        while first.seeking:
            first.advance(50)
        run = branches.fork().run
        run.change(run.trainer.settings.changed("eta", 0.1))
        while run.step < 400:
            run.advance(50)
    seen = branches.current.run.recording
    others = [branch.run.recording for branch in branches if branch.id != branches.active]
    branches.select(1)
    assert seen.nbytes <= 60_000
    assert unshared_bytes(others, seen) <= 30_000 or all(len(each) == 2 for each in others)


def test_shared_key_frames_count_once():
    run = trained()
    branch = run.fork()
    assert unshared_bytes([branch.recording], run.recording) == 0
    assert unshared_bytes([branch.recording, branch.recording], None) == branch.recording.nbytes
