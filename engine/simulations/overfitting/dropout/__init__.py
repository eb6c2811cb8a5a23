"""Station "Dropout": masks of training, and the committee of thinned networks."""
