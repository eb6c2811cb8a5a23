"""Lecture scores in the window."""
