"""The book's experiments, one file per chapter."""
