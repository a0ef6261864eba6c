"""Excel, Word, PDF, GPX and GeoJSON: one function for each format."""
