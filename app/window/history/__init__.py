"""The history of neural networks as a time line that leads to the pages."""
