"""The training loop and its measures: deterministic, resumable, silent."""
