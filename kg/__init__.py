"""Knowledge graphs of machine-learning research, built from the texts that people read about it."""
