"""Stores: a graph in, a graph directory, RDF and files out, and back."""
