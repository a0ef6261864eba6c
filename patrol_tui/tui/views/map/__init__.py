"""The map: what is on it, how it lies on the screen, how it is drawn."""
