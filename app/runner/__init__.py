"""Script -> what it does to a throw-away view of the folder, in a sealed room."""
