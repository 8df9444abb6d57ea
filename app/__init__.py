"""Said & Done: plain words in, the right script tried safely, one click to run it."""

__version__ = "0.1.0"
