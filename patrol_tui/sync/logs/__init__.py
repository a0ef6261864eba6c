"""What stands in the shared logs: pushed, pulled, shared, with its photos."""
