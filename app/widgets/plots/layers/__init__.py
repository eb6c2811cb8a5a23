"""Areas of a plot that are drawn with pyqtgraph: fans, shades."""
