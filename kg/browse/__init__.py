"""The graph for readers: a network page that opens anywhere, and cards in the terminal."""
