"""Training runs: branches, runs in lockstep, ensembles of seeds, recorded runs, files."""
