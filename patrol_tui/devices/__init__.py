"""GPS, camera folder and battery."""
