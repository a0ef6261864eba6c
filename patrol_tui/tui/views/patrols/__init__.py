"""A patrol as it is walked."""
