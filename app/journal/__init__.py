"""Changes -> made in the real folder at once or not at all, and taken back."""
