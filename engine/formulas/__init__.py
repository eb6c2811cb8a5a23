"""Formulas that a person types: read without running any of the text, then worked out on arrays."""

from engine.formulas.formula import Formula, check_finite
from engine.formulas.parsing import parse

__all__ = ["Formula", "check_finite", "parse"]
