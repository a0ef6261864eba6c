"""A city's shared database at a real PostgreSQL: filled, watched, measured, and loaded."""
