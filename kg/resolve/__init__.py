"""Whose facts they are: the entities of each document, joined into the entities of the world."""
