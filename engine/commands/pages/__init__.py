"""Commands of single pages, one file per page."""
