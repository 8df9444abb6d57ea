"""Conversations and settings, kept in SQLite."""
