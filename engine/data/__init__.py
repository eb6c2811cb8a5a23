"""Training data: files, pen strokes, synthesised digits, point sets."""
