"""A network of any size as a row of layers."""
