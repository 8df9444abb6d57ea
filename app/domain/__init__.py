"""The nouns of the product: frozen values that cross package borders.

Standard library only, no Qt, no files opened, no processes started.
"""
