"""The left side of the window: what was said, what came of it, and the input."""
