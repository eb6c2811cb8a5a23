"""Station that derives the cross-entropy."""
