"""Evidence knows what is shown, and leaves the run as it was."""

from __future__ import annotations

from engine.diagnosis.evidence import gather
from engine.diagnosis.pathologies import diagnose
from tests.support.pathologies import PATHOLOGICAL, judgements


def test_the_run_stays_as_it_was_when_it_is_looked_at():
    _, run = judgements(PATHOLOGICAL[2], 1)
    before = run.network.digest()
    evidence = gather(run)
    diagnose(evidence)
    assert run.network.digest() == before
    evidence.network.parameters[:] = 0
    assert run.network.digest() == before


def test_evidence_knows_only_what_is_shown():
    _, run = judgements(PATHOLOGICAL[2], 1)
    run.seek(run.epoch_metrics[2].step)
    run.settle()
    evidence = gather(run)
    assert len(evidence.epoch_metrics) == 3
    assert evidence.step == run.epoch_metrics[2].step
    assert all(step <= evidence.step for step in evidence.loss_trace[0])
    assert evidence.stretches[-1][0] <= evidence.step
