"""The book's experiments, one chapter a file."""
