"""The tables of a network's parts: activations, costs, initialisers, optimisers and the rest."""
