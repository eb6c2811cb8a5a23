"""A training run: its branches, its recording, its files, ensembles of seeds."""
