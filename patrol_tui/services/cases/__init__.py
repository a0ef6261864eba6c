"""Case files: what belongs to a case, told in chapters, stripped for whoever is to read it."""
