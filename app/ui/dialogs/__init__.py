"""Dialogs. They `open()` and never `exec()`."""
