"""Where examples come from: files, pens, formulas."""
