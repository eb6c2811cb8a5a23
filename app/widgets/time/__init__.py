"""Transport bars, timeline, tree of runs, diagnosis of a run."""
