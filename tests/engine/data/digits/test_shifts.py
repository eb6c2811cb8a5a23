"""The book's expanded training set: as one array, and dealt out over rounds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.digits import shifts
from engine.data.digits.shifts import (
    MOVES,
    deal_moves,
    expand_by_moves,
    move_pictures,
    moved_copies,
)
from engine.data.examples import Examples
from engine.experiments.shifted import ROUNDS, ShiftedRun, in_rounds
from engine.runs.headless_run import HeadlessRun
from engine.training.trainer import Trainer
from tests.reference.naive_shifts import moved
from tests.support.samples.small_experiments import SMALL
from tests.support.toy import toy_data, toy_settings


def clock() -> float:
    """Return a moment; time does not pass."""
    return 0.0


def shifted(data, **values) -> ShiftedRun:
    return ShiftedRun(toy_settings(**values), data, clock=clock)


@pytest.mark.parametrize("kind", [np.float32, np.uint8])
@pytest.mark.parametrize(("rows", "columns"), [(5, 4), (1, 6), (3, 1)])
def test_copies_are_those_of_the_naive_twin(kind, rows, columns, generator) -> None:
    pictures = generator.integers(1, 200, (7, rows, columns)).astype(kind)
    copies = moved_copies(pictures.reshape(7, -1), columns)
    expected = [moved(picture, *move) for picture in pictures for move in MOVES]
    assert copies.dtype == kind
    np.testing.assert_array_equal(copies, np.reshape(expected, (35, -1)))


def test_pictures_are_moved_in_chunks_each_in_its_own_way(generator, monkeypatch) -> None:
    monkeypatch.setattr(shifts, "CHUNK", 4)
    pictures, moves = generator.random((11, 5, 5)), generator.integers(0, 5, 11)
    out = np.full((11, 25), np.nan)
    move_pictures(pictures.reshape(11, 25), moves, 5, out)
    expected = [moved(p, *MOVES[m]) for p, m in zip(pictures, moves, strict=True)]
    np.testing.assert_array_equal(out, np.reshape(expected, (11, 25)))


def test_labels_go_along_with_their_pictures(generator) -> None:
    examples = Examples(generator.random((6, 16)).astype(np.float32), np.arange(6, dtype=np.uint8))
    expanded = expand_by_moves(examples, columns=4)
    np.testing.assert_array_equal(expanded.labels, np.repeat(np.arange(6), 5))
    np.testing.assert_array_equal(expanded.x[::5], examples.x)


@given(seed=st.integers(0, 2**31 - 1), epoch=st.integers(0, 100), count=st.integers(1, 40))
def test_an_epoch_deals_every_move_of_every_picture_once(seed, epoch, count) -> None:
    dealt = deal_moves(seed, epoch, count)
    assert dealt.shape == (5, count)
    assert (np.sort(dealt, axis=0) == np.arange(5)[:, None]).all()
    np.testing.assert_array_equal(dealt, deal_moves(seed, epoch, count))


def test_every_epoch_is_dealt_anew() -> None:
    assert not np.array_equal(deal_moves(1, 0, 50), deal_moves(1, 1, 50))
    assert not np.array_equal(deal_moves(1, 0, 50), deal_moves(2, 0, 50))


# --- training on it -------------------------------------------------------------------------


def test_an_epoch_of_rounds_shows_exactly_the_expanded_set() -> None:
    data = toy_data(40)
    run = shifted(data, epochs=1)
    seen = []
    for number in range(ROUNDS):
        run.prepare_round()
        seen.append(run.trainer.training_part().x.copy())
        run.trainer.train(1000)
        assert run.trainer.place == (number + 1, 0)
    expected = expand_by_moves(data.training, data.columns).x
    found = np.concatenate(seen)
    order = [np.lexsort(rows.T) for rows in (found, expected)]
    np.testing.assert_allclose(found[order[0]], expected[order[1]], rtol=1e-6)


def test_the_data_set_itself_is_not_changed() -> None:
    data = toy_data(40)
    before = data.training.x.copy()
    list(shifted(data, layers="12-100-10", epochs=1).epochs())
    np.testing.assert_array_equal(data.training.x, before)


def test_epochs_are_counted_over_the_whole_expanded_set():
    told = []
    run = ShiftedRun(
        toy_settings(epochs=2),
        toy_data(40),
        clock=clock,
        progress=lambda epoch, share: told.append((epoch, share)),
    )
    assert [result.epoch for result in run.epochs()] == [1, 2]
    assert told[0] == (1, pytest.approx(1 / 30))
    assert told[-1] == (2, 1.0)
    assert told == sorted(told)


def test_weights_decay_as_on_the_whole_expanded_set() -> None:
    settings = toy_settings(lambda_=3.0)
    rounds = in_rounds(settings)
    assert rounds.lambda_ / 40 == pytest.approx(settings.lambda_ / 200)
    assert rounds.epochs == 5 * settings.epochs


@pytest.mark.parametrize("steps", [1, 6, 13, 30])
def test_a_run_stopped_in_any_round_goes_on_to_the_same_bits(steps) -> None:
    whole, stopped, rest = (shifted(toy_data(40), epochs=2) for _ in range(3))
    list(whole.epochs())
    list(stopped.epochs(steps))
    rest.trainer.restore(stopped.trainer.state)
    list(rest.epochs())
    assert rest.trainer.network.digest() == whole.trainer.network.digest()


def test_rounds_learn_as_well_as_the_whole_array():
    values = {"layers": "784-10", "epochs": 4, "lambda_": 0.5}
    whole = HeadlessRun(
        Trainer(toy_settings(**values), expand_by_moves(SMALL.training)), SMALL, clock=clock
    )
    one, other = (list(run.epochs())[-1] for run in (whole, shifted(SMALL, **values)))
    assert one.cost == pytest.approx(other.cost, rel=0.1)
    assert one.test_accuracy == pytest.approx(other.test_accuracy, abs=0.1)
    assert other.test_accuracy > 0.7
