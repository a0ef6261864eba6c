"""The shared database itself: what keeps it, its schema, its logins, whose it is."""
