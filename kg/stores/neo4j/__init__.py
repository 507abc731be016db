"""Neo4j: the graph sent there, read back, and asked in Cypher."""
