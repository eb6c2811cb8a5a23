"""Who trains the trials of a search: this process, processes of this machine, or a cluster."""
