"""Small parts that other widgets are made of."""
