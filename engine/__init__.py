"""Library that simulates and trains neural networks, without a user interface."""

__version__ = "0.1.0"
