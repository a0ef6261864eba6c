"""Where somebody was: fixes of a receiver, what to think of them, and the track they make."""
