"""Heights to be drawn."""

import numpy as np


def grid(side=21):
    """Return x and y from -1 to 1."""
    line = np.linspace(-1, 1, side)
    return np.meshgrid(line, line)


def bowl(side=21):
    """Return the heights 0..1 of a bowl."""
    x, y = grid(side)
    return ((x * x + y * y) / 2).astype(np.float32)
