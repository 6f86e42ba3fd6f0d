"""Adds a user's own sources to the knowledge base: each becomes a file in a folder of theirs."""
