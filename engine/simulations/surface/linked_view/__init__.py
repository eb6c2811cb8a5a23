"""Cost surface of another page's network."""
