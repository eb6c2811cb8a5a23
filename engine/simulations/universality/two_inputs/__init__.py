"""Figures over two inputs: bumps and towers."""
