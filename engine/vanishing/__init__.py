"""Chapter 5: learning speeds of layers, vanishing gradients, and ablations."""
