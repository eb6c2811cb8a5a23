"""Station: Initialisation."""
