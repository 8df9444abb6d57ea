"""The pane that shows what would happen, and what came of it."""
