"""Script -> what its syntax tree says. Nothing is run."""
