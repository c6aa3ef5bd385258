"""Pages of a graph: for a server and for a folder of files, from the same templates; nothing in them needs a script."""
