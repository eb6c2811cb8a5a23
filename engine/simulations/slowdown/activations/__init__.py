"""Station of activations side by side: curves, and the same network trained with each."""
