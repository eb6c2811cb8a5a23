"""Station: one digit and its distorted copies."""
