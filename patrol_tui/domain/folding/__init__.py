"""From a thing's entries to what they say together, and who may say what."""
