"""Convolution and pooling: forward, backward, training."""
