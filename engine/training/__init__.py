"""Deterministic, resumable training loop, and measurement of networks."""
