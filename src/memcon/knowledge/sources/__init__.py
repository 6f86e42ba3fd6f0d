"""What is taken from packages when the knowledge base is built. Needs ``memcon[kb]``."""
