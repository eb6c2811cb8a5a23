"""Tests of lecture scores."""
