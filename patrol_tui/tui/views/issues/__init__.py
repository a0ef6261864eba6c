"""An issue's facts, its row and its photos."""
