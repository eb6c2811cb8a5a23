"""Typed formulas: parsed without executing any of the text, evaluated on arrays."""

from engine.formulas.formula import Formula, check_finite
from engine.formulas.parsing import parse

__all__ = ["Formula", "check_finite", "parse"]
