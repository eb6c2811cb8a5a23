"""Examples from files: MNIST, IDX, pictures, a folder of the user."""
