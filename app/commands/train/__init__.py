"""`train LAYERS`: train a network from the command line."""
