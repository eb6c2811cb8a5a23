"""Training on distorted copies: the same bits in any slices, resumed or rewound."""

import numpy as np
import pytest

from engine.data.digits import expansion
from engine.data.examples import DataSet, Examples
from engine.errors import ShapeError
from engine.runs.run import Run
from engine.training.expansion import expanded_examples
from engine.training.recording import Recording
from engine.training.settings import TrainingSettings, check_pictures
from engine.training.trainer import Trainer


def pictures(count: int, seed: int = 0) -> Examples:
    generator = np.random.default_rng(seed)
    x = (generator.random((count, 784)) * (generator.random((count, 784)) < 0.2)).astype(np.float32)
    return Examples(x, generator.integers(0, 10, count).astype(np.uint8))


PICTURES = pictures(90)


def settings(**values: object) -> TrainingSettings:
    values = {"layers": "784-8-10", "batch": 7, "expand": "shift,rotate,elastic", **values}
    return TrainingSettings.from_values(values)


def trained(piece: int, steps: int = 30, **values: object) -> Trainer:
    trainer = Trainer(settings(**values), PICTURES)
    while trainer.state.step < steps:
        trainer.train(min(piece, steps - trainer.state.step))
    return trainer


@pytest.mark.parametrize(
    "values",
    [{}, {"dropout": 0.3}, {"batch": 200}, {"layers": "28x28 conv2@5 pool2 dense10"}],
    ids=["plain", "dropout", "one batch", "convolution"],
)
def test_the_size_of_slices_changes_no_bit(values):
    digests = {trained(piece, **values).network.digest() for piece in (1, 4, 100)}
    assert len(digests) == 1


def test_copies_of_every_epoch_seed_and_example_are_others_and_come_again():
    rows = np.arange(12)
    whole = expanded_examples(settings(), PICTURES, rows, 3).x
    np.testing.assert_array_equal(
        whole[5:9], expanded_examples(settings(), PICTURES, rows[5:9], 3).x
    )
    for other in (
        expanded_examples(settings(), PICTURES, rows, 4),
        expanded_examples(settings(seed=2), PICTURES, rows, 3),
        expanded_examples(settings(expand="shift"), PICTURES, rows, 3),
    ):
        assert (np.abs(other.x - whole).max(axis=1) > 0.01).all()
    np.testing.assert_array_equal(
        expanded_examples(settings(expand="none"), PICTURES, rows, 3).x, PICTURES.x[:12]
    )


def test_what_is_learned_differs_from_training_on_the_pictures_themselves():
    assert trained(5).network.digest() != trained(5, expand="none").network.digest()
    assert trained(5).network.digest() != trained(5, seed=2).network.digest()


def test_expansion_draws_nothing_from_the_other_streams():
    kept = [trained(5, expand=expand).epoch_rows(1) for expand in ("none", "shift")]
    np.testing.assert_array_equal(*kept)


def test_kernels_agree_with_the_reference_engine(monkeypatch):
    with_kernels = trained(4, steps=15)
    monkeypatch.setattr("engine.training.trainer.compiled", lambda _: False)
    reference = trained(4, steps=15)
    np.testing.assert_allclose(with_kernels.state.parameters, reference.state.parameters, atol=2e-5)


def test_switched_on_in_the_middle_and_off_again_it_leaves_the_pictures_as_they_were():
    trainer = trained(5, steps=5, expand="none")
    for expand in ("rotate", "none"):
        trainer.change(trainer.settings.changed("expand", expand))
        trainer.train(3)
    again = trained(1, steps=5, expand="none")
    for expand in ("rotate", "none"):
        again.change(again.settings.changed("expand", expand))
        for _ in range(3):
            again.train(1)
    assert trainer.network.digest() == again.network.digest()
    np.testing.assert_array_equal(trainer.examples.x, pictures(90).x)


def test_a_run_that_is_rewound_gets_the_same_bits():
    data = DataSet("small", PICTURES, pictures(20, 1), pictures(20, 2))
    run = Run(Trainer(settings(epochs=3), PICTURES), data, recording=Recording())
    run.finish_measuring()
    seen = {}
    while not run.finished:
        run.advance(2)
        seen[run.step] = run.network.digest()
    for step in sorted(seen)[::3]:
        run.seek(step)
        run.settle()
        assert run.network.digest() == seen[step]


def test_a_slice_takes_a_chunk_of_copies_at_a_time(monkeypatch):
    counts = []
    real = expansion.expand_rows

    def counting(pictures, rows, *rest):
        counts.append(len(rows))
        real(pictures, rows, *rest)

    monkeypatch.setattr("engine.training.expansion.expand_rows", counting)
    trained(100, steps=1, batch=90)
    trained(100, steps=13)
    assert max(counts) <= expansion.CHUNK
    assert sum(counts) == 180


def test_other_pictures_are_refused_with_a_sentence():
    with pytest.raises(ShapeError, match="28 by 28 pixels to expand, got a network of 12 inputs"):
        settings(layers="12-8-10")
    flat = DataSet("strip", PICTURES, PICTURES, PICTURES, rows=14, columns=56)
    with pytest.raises(ShapeError, match="got 14 by 56 in strip"):
        check_pictures(settings(), flat)
    check_pictures(settings(expand="none"), flat)
