"""Drawing: a subgraph in, one offline HTML page out."""
