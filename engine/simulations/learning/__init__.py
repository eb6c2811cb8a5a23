"""What every page that trains a network shares: the run, its time, its branches."""
