"""Dense layers: forward pass, backpropagation, updates, whole epochs, batches of networks."""
