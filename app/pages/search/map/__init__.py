"""Station of the map: many networks over two settings."""
