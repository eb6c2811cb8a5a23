"""Station "The gap": a run on few pictures, recorded or live."""
