"""Photos: kept first, named by an entry then."""
