"""Pictures of digits as cameras and scanners return them."""
