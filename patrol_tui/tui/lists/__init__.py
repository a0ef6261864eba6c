"""Lists and what their screens share."""
