"""The half of the page that recognises the drawing."""
