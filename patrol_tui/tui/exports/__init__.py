"""Files that the screens keep."""
