"""The pane that shows the script while it is written, and lets it be edited."""
