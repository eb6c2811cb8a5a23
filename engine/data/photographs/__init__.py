"""Ink found on photographed or scanned paper: polarity, paper, lines, marks, figures."""
