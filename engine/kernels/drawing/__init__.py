"""What the window paints: lines, density plots, surfaces."""
