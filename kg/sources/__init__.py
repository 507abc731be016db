"""Readers: a file or folder in, documents out."""
