"""Picture widgets: drawing pad, normalised digits, reliefs."""
