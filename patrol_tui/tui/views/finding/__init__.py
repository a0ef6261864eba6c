"""What was found, by any list that can be searched."""
