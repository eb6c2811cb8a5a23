"""Station of the hunt: the book's trials, one a row."""
