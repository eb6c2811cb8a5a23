"""Tables of activations, costs, initialisers, optimisers, regularisers and schedules."""
