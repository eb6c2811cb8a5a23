"""The doctor of runs: what is wrong, since which step, and one thing to try on a twin."""

from engine.diagnosis.evidence import Evidence, gather
from engine.diagnosis.findings import Finding, Fix
from engine.diagnosis.pathologies import PATHOLOGIES, Pathology, diagnose, findings

__all__ = [
    "PATHOLOGIES",
    "Evidence",
    "Finding",
    "Fix",
    "Pathology",
    "diagnose",
    "findings",
    "gather",
]
