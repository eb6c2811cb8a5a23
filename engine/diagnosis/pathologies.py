"""PATHOLOGIES: everything that a diagnosis recognises, the gravest and the causes first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.diagnosis.evidence import Evidence
from engine.diagnosis.findings import Finding
from engine.diagnosis.learning_rate import find_divergence, find_too_large, find_too_small
from engine.diagnosis.neurons import find_dead, find_decay, find_symmetric
from engine.diagnosis.outcome import find_overfitting, find_plateau
from engine.diagnosis.slopes import find_saturation, find_vanishing


@dataclass(frozen=True, slots=True)
class Pathology:
    """One entry of PATHOLOGIES.

    Attributes
    ----------
    check : callable
        Evidence -> the finding, or None if the run does not have this pathology.
    symptom : bool
        Whether it only describes the cost: reported only if nothing was found before it.
    """

    code: str
    check: Callable[[Evidence], Finding | None]
    symptom: bool = False


PATHOLOGIES = (
    Pathology("divergence", find_divergence),
    Pathology("too-much-weight-decay", find_decay),
    Pathology("symmetric-weights", find_symmetric),
    Pathology("dead-units", find_dead),
    Pathology("learning-rate-too-large", find_too_large),
    Pathology("saturation", find_saturation),
    Pathology("vanishing-gradient", find_vanishing),
    Pathology("learning-rate-too-small", find_too_small, symptom=True),
    Pathology("plateau", find_plateau, symptom=True),
    Pathology("overfitting", find_overfitting),
)


def findings(evidence: Evidence) -> tuple[Finding, ...]:
    """Return all findings, the gravest first; symptoms are skipped once anything was found."""
    found: list[Finding] = []
    for pathology in PATHOLOGIES:
        if found and pathology.symptom:
            continue
        finding = pathology.check(evidence)
        if finding is not None:
            found.append(finding)
    return tuple(found)


def diagnose(evidence: Evidence) -> Finding | None:
    """Return the gravest finding, None for a healthy run."""
    found = (pathology.check(evidence) for pathology in PATHOLOGIES)
    return next((finding for finding in found if finding is not None), None)
