"""The simulation of the page Learning slow-down."""
