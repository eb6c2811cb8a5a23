"""The simulation of the page Vanishing gradients."""
