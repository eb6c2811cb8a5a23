"""Station of four outputs that share 1: softmax."""
