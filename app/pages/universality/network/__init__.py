"""Canvas of the network of one input."""
