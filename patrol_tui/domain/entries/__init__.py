"""The entry: its bytes, its identity, what it carries, how it travels."""
