"""Station "Initialisation": weighted inputs before training, and the first epochs."""
