"""Words and an opening -> candidate scripts, by a model that runs on this computer."""
