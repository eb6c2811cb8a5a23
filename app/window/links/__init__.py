"""Links to a page in the window."""
