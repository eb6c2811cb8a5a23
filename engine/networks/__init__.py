"""Networks: specification, parameters, forward pass and backpropagation in NumPy."""
