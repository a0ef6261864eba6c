"""What grows within things, and what is begun out of them."""
