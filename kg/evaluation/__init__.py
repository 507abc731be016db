"""Evaluation: gold records and extracted ones in, precision, recall and F1 out."""
