"""Taking in what offices have already: their tables, checked row by row, written all at once."""
