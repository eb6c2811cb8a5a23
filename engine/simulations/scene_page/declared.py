"""Declared settings that several pages share."""

from __future__ import annotations

from dataclasses import replace

from engine.training.settings import SETTINGS

ETA = replace(next(each for each in SETTINGS if each.name == "eta"), ends=(0.001, 100.0))
"""The learning rate, with a slider."""
