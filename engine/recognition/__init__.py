"""Recognition of drawn digits: reader, familiarity score, calibration of probabilities."""
