"""A token moved by hand to another element of its level, where the diagram itself could put it."""
