"""Trials -> groups of equal effect -> the one to show, or a question to ask."""
