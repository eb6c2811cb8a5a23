"""The book's experiments as data, and the training of the shipped weights."""
