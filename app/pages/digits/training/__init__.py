"""The half of the page that trains a network."""
