"""From a drawing to an answer: reading, familiarity, calibrated probabilities."""
