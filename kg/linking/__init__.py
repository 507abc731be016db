"""Linking: names in, entities out, every merge with its reason."""
