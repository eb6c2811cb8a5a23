"""Two-dimensional points in two or three classes."""
