"""Controls for numbers and settings: fields, sliders, popups."""
