"""Where the officer is, on the patrol's screen: map, distance, proposals."""
