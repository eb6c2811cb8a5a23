"""Pictures: the drawing pad, normalised digits, reliefs."""
