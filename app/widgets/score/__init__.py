"""Widgets of lecture scores: list of cues, strip over the stage, notes for the speaker."""
