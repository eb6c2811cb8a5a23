"""Station "Weights": what happens to the weights of the run of the gap."""
