"""Station "More data": accuracy over the number of pictures, and a race against more of them."""
