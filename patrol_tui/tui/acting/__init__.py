"""What can be done to what is on the screen: each asks what it needs, then writes."""
