"""Layers with shapes of their own: convolution and pooling."""
