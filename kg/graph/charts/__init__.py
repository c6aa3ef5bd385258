"""The whole graph as a map: who is connected with whom, in which communities, and where each stands."""
