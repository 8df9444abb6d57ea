"""Finds out what files are, in the scripts' Python, in the sealed room. Imports nothing of ours.

Started as `python <this folder> <JSON>`; see `__main__.py` for what goes in and comes out. Only the
heads of files are read, in bounded time and memory: the files are strangers'.
"""
