"""Another page's network on the cost surface."""
