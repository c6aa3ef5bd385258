"""Questions to the graph: named queries, their answers as tables, an entity's card, and the graph as a network."""
