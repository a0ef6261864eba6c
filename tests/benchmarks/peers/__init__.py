"""The same shift of records by this program's sync and by two others, over the same slow link."""
