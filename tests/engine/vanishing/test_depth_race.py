"""The depth race: each network as it would learn alone, the slowest first, on one clock."""

from __future__ import annotations

import numpy as np
import pytest

from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer
from engine.vanishing.depth_race import RACERS, RULES, DepthRace, Racer
from tests.support.staged_data import digits

DATA = digits(200)(1)


class Clock:
    """Time passes by a fixed amount at every look."""

    def __init__(self, tick):
        self.now, self.tick = 0.0, tick

    def __call__(self):
        self.now += self.tick
        return self.now


def raced(tick, epochs):
    """Return a race in which all networks have completed so many epochs."""
    race = DepthRace(DATA, 3, Clock(tick))
    while race.piece(epochs):
        pass
    return race


def test_each_network_learns_as_it_would_alone():
    race = raced(0.0005, 2)
    assert race.epoch == 2
    assert not race.finished
    for layers, racer in zip(RACERS, race.racers, strict=True):
        settings = TrainingSettings.from_values({**RULES, "layers": layers, "seed": 3})
        lone = Trainer(settings, DATA.training, DATA.classes)
        while lone.place[0] < 2:
            lone.train(1_000)
        assert racer.trainer.network.digest() == lone.network.digest()
        outputs = lone.network.feedforward(DATA.validation.x)
        right = (outputs.argmax(axis=1) == DATA.validation.labels).mean()
        assert racer.laps[-1].accuracy == pytest.approx(right)
        assert [lap.epoch for lap in racer.laps] == [1, 2]


def test_what_is_reached_does_not_depend_on_the_clock():
    slow, fast = raced(0.002, 1), raced(0.0001, 1)
    for one, other in zip(slow.racers, fast.racers, strict=True):
        assert one.trainer.network.digest() == other.trainer.network.digest()
        assert one.laps[0].accuracy == other.laps[0].accuracy
        assert one.seconds > other.seconds


def test_whoever_has_had_the_least_time_goes_on():
    race = DepthRace(DATA, 3, Clock(0.001))
    for _ in range(40):
        before = [racer.seconds for racer in race.racers]
        race.piece()
        after = [racer.seconds for racer in race.racers]
        moved = np.flatnonzero(np.array(after) != before)
        # a piece of measuring takes no time of the network's own
        assert len(moved) <= 1
        if len(moved):
            assert before[moved[0]] == min(before)
    assert np.ptp([racer.seconds for racer in race.racers]) < 0.003


def test_the_share_counts_epochs_with_the_part_of_the_present_one():
    racer = Racer(RACERS[0], DATA, 1, Clock(0.0))
    racer.piece()
    assert racer.share == racer.trainer.state.step / 20
    assert 0 < racer.share <= 1
    assert racer.laps == []
