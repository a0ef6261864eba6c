"""Photos on a screen of their own: the picture, and choosing parts of it."""
