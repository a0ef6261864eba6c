"""What the use cases need of the world, and the values that both sides speak in."""
