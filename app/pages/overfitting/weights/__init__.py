"""Station: Weights under the microscope."""
