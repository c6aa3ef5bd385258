"""The graph for AI assistants: read-only questions as tools of the Model Context Protocol, with citations."""
