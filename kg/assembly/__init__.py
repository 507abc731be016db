"""Assembly: the extractions of all documents in, one graph out."""
