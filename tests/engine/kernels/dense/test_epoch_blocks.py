"""Blocks of epochs measure what NumPy measures."""

import numpy as np
import pytest

from engine.kernels.jit import JIT_AVAILABLE
from engine.training.measurement import PROBE, Measurement, layer_measures_plainly, score_with_numpy
from tests.support.samples.point_runs import CASES, finish, run_of

pytestmark = pytest.mark.skipif(not JIT_AVAILABLE, reason="without kernels nothing leaps")


@pytest.mark.parametrize("case", CASES, ids=[str(number) for number in range(len(CASES))])
def test_the_kernels_measure_what_numpy_measures(case):
    run = finish(run_of({**case, "epochs": 3}), 10_000)
    chosen, network, data = run.trainer.settings, run.network, run.data
    parts = {"training": data.training, "validation": data.validation, "test": data.test}
    scores = Measurement(network, chosen, parts).finish()
    for name, part in parts.items():
        if not len(part):
            continue
        rows, n = np.arange(len(part)), len(part)
        answers, sure = np.zeros(n, np.uint8), np.zeros(n)
        cost = score_with_numpy(network, chosen, part, rows, answers, sure) / n
        omega = sum(_omega(w, chosen) for w in network.weights)
        assert scores[name].cost == pytest.approx(cost + chosen.lambda_ / n * omega, rel=1e-9)
        np.testing.assert_array_equal(scores[name].answers, answers)
        np.testing.assert_allclose(scores[name].confidence, sure, rtol=1e-6)
        assert scores[name].accuracy == (answers == part.labels).mean()
    norms, shares = layer_measures_plainly(network, chosen, run.trainer.training_part(PROBE))
    np.testing.assert_allclose(run.epoch_metrics[-1].gradient_norms, norms, rtol=1e-9)
    np.testing.assert_array_equal(run.epoch_metrics[-1].saturated, shares)


def _omega(w, chosen):
    return float(np.abs(w).sum() if chosen.regulariser == "l1" else 0.5 * (w * w).sum())
