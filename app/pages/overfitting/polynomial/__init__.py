"""Station: Polynomial."""
