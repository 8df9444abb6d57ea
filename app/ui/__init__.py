"""The window, made of QtWidgets."""
