"""Where one is: gpsd, receivers at serial ports, recordings of what a receiver said."""
