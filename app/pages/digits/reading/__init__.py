"""The half of the page that reads the drawing."""
