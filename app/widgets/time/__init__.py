"""Transport, timeline, runs and what happened in them."""
