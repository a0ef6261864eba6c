"""A record's form and what stands beside it."""
