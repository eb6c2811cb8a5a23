"""A crowd on the Digits page: its fan lies below the curves of one's own run."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage

from app.pages.digits.training.board import RACE_CHOICES
from app.pages.digits.view import DigitsPage
from app.widgets.plots.figure import Figure
from app.widgets.plots.layers.fan_layer import thinned_rows
from app.widgets.plots.learning_curves import bounds_with_fan, fan_of
from app.widgets.plots.plot import Plot
from engine.commands.edits import SetSetting
from engine.commands.runs import StartEnsemble, StopEnsemble
from engine.commands.transport import Open, Start
from engine.kernels.drawing.density_plot import draw_density_plot
from engine.runs.seed_ensemble import Fan
from engine.simulations import SIMULATIONS
from tests.support.documents import SIMULATION_ID, small_digits

ENSEMBLE = RACE_CHOICES.ensemble


@pytest.fixture
def page(qtbot, live_worker, theme, monkeypatch, no_leaks):
    """Return the page of an untrained run of two epochs."""
    monkeypatch.setitem(SIMULATIONS, "digits", small_digits)
    live_worker.send(Open(SIMULATION_ID, "digits"))
    for name, value in (("layers", "784-10"), ("epochs", 2)):
        live_worker.send(SetSetting(SIMULATION_ID, name, value))
    page = DigitsPage(live_worker.send, theme)
    page.show()
    page.side.open_training()
    show(page, live_worker)
    yield page
    page.close()
    page.deleteLater()


def show(page, worker):
    """Hand the page the newest snapshot."""
    snapshot = worker.work(2)
    page.show_snapshot(snapshot)
    page.render_text(snapshot)


def ensemble_of(worker):
    """Return what the page sees of the crowd."""
    return worker.latest.simulation(SIMULATION_ID).payload.training.ensemble


def gather(page, worker):
    """Press the button and let the crowd learn to its end."""
    page.side.training.board.runs.ensemble_button.click()
    while ensemble_of(worker) is None or not ensemble_of(worker).finished:
        worker.work()
    show(page, worker)


def test_a_crowd_of_seeds_learns_and_its_fan_is_drawn(page, live_worker):
    gather(page, live_worker)
    ensemble = ensemble_of(live_worker)
    assert ensemble.count == ENSEMBLE
    assert ensemble.accuracies.values.shape == (5, ENSEMBLE)
    assert len(set(ensemble.costs.values[-1])) == ENSEMBLE
    board = page.side.training.board
    assert board.accuracy.figure.fan is not None
    np.testing.assert_allclose(board.accuracy.figure.fan.median, 100 * ensemble.accuracies.median)
    board.change_axis()
    assert board.accuracy.figure.fan is None


def test_the_button_ends_a_crowd(page, live_worker):
    gather(page, live_worker)
    runs = page.side.training.board.runs
    page.side.training.board.tabs.setCurrentIndex(5)
    show(page, live_worker)
    assert f"crowd of {ENSEMBLE}" in runs.memory.text()
    assert runs.ensemble_button.text() == "End crowd"
    runs.ensemble_button.click()
    show(page, live_worker)
    assert ensemble_of(live_worker) is None
    assert runs.ensemble_button.text() == "Crowd"


def test_the_first_member_is_one_s_own_run(live_worker, page):
    gather(page, live_worker)
    live_worker.send(Start(SIMULATION_ID))
    while live_worker.work().simulation(SIMULATION_ID).status != "finished":
        pass
    digits = live_worker._session._simulations[SIMULATION_ID]
    first = digits.seed_ensemble._ensemble.members[0]
    assert first.network.digest() == digits.learning.network.digest()


def test_a_crowd_waits_while_one_s_own_run_learns(live_worker, page):
    live_worker.send(StartEnsemble(SIMULATION_ID, 3))
    live_worker.send(Start(SIMULATION_ID))
    digits = live_worker._session._simulations[SIMULATION_ID]
    while digits.learning.busy:
        rounds = digits.seed_ensemble._ensemble.rounds if digits.seed_ensemble._ensemble else 0
        live_worker.work()
        assert digits.seed_ensemble._ensemble is None or not digits.learning.busy or rounds == 0
    live_worker.send(StopEnsemble(SIMULATION_ID))
    assert not digits.seed_ensemble.busy


def fan(rounds, members=7):
    """Return a fan of straight lines, one of them lost on the way."""
    values = np.linspace(1.0, 0.2, rounds)[:, None] + np.linspace(-0.1, 0.1, members)
    values[rounds // 2 :, 0] = np.nan
    low, median, high = np.nanquantile(values, [0.1, 0.5, 0.9], axis=1)
    places = np.arange(rounds, dtype=float)
    return Fan(places, places, values, low, median, high)


@pytest.fixture
def painted(qtbot, theme, monkeypatch):
    """Return a function (draw) -> how much accent colour there is in every pixel, and the plot."""
    plot = Plot(theme, "plot")
    qtbot.addWidget(plot)
    plot.resize(400, 200)
    plot.show()

    def paint(draw):
        monkeypatch.setattr("app.widgets.plots.layers.fan_layer.loaded", lambda *_: draw)
        plot.show_figure(Figure((), (0.0, 99.0, 0.0, 1.2), fan=fan(100)))
        image = plot.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        levels = np.frombuffer(image.constBits(), np.uint8)
        return 255.0 - levels.reshape(image.height(), -1, 4)[:, :, 1].astype(float), plot

    return paint


def test_band_and_median_lie_where_they_should(painted):
    darkness, plot = painted(draw_density_plot)

    def at(y):
        place = plot.mapping.pixel(49.0, y).toPoint()
        return darkness[place.y() - 1 : place.y() + 2, place.x()].max()

    # in the middle the median is .6, the band about .08 wide on either side
    assert at(0.6) > 120
    assert 10 < at(0.64) < 120
    assert at(0.9) == at(0.3) == 0


def test_until_the_kernel_is_loaded_band_and_median_stand_alone(painted):
    whole, _ = painted(draw_density_plot)
    alone, _ = painted(None)
    assert 0 < alone.sum() < whole.sum()


def test_no_more_rows_are_drawn_than_there_are_pixels():
    assert list(thinned_rows(5, 100)) == [0, 1, 2, 3, 4]
    rows = thinned_rows(2_000, 300)
    assert len(rows) <= 300
    assert (rows[0], rows[-1]) == (0, 1_999)


def test_without_a_crowd_nothing_changes(page, live_worker):
    training = live_worker.latest.simulation(SIMULATION_ID).payload.training
    assert fan_of(training, "cost", "epochs") is None
    assert bounds_with_fan((0.0, 1.0, 0.0, 1.0), None) == (0.0, 1.0, 0.0, 1.0)
