"""Lists of any length, row by row."""
