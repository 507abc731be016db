"""Lookups: questions to a graph."""
