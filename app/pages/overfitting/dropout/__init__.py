"""Station: Dropout."""
