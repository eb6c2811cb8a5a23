"""Diagnosis of training runs: pathology, first step, and one setting to change in a branch."""

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
