"""Tests of the widgets of lecture scores."""
