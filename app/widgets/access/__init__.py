"""Items that widgets draw, as assistive technology lists them."""
