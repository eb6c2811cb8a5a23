"""Scores for tests."""
