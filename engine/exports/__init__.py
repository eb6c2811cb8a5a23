"""A network taken out of the project: named tensors, a program, a command line."""
