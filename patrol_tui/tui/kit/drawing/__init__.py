"""Drawing in cells: glyphs, bars and paint."""
