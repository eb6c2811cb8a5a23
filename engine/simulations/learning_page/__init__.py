"""Base of pages on which a network is trained, and its part of their documents."""
