"""Tables for others to query."""
