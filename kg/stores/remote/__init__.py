"""Servers of SPARQL 1.1: the graph sent there, and asked there."""
