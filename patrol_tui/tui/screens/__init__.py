"""One module for each screen; none imports another."""
