"""Station: The gap between training and test."""
