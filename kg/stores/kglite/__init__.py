"""Cypher without a server: the property graph in the embedded engine KGLite."""
