"""Keys: how a PIN opens the home, how a device signs, how a file is sealed with a code."""
