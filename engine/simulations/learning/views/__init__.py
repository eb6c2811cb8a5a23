"""Frozen views of a training run, built for snapshots."""
