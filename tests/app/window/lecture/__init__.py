"""Tests of lecture scores in the window."""
