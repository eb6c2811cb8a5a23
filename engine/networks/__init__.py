"""What a network is: its specification, its parameters, its layers."""
