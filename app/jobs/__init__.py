"""The only place with threads of the window. QtCore only."""
