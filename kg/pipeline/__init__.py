"""From texts to a graph and back to answers: the one part that knows every stage, a module a verb."""
