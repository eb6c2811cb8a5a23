"""Station "Expansion": one digit distorted by hand and at random, as training on copies sees it."""
