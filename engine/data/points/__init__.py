"""Points of the plane in two or three classes."""
