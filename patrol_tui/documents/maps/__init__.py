"""Maps: tracks of patrols for other programs, boundaries for the screen."""
