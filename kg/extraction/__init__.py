"""Extraction: a document in, the papers that it presents and what it states about each out."""
