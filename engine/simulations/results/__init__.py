"""Results: every experiment of the book, its number, ours, and runs of one's own."""
