"""Parsed text to facts: one module a family, each a pure function."""
