"""Commands of single pages, one page a file."""
