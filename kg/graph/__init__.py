"""Facts as quads: building them, storing them, publishing them whole, and checking them against the texts."""
