"""Station: More data, or a better algorithm."""
