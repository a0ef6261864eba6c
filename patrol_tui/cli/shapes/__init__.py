"""What `--json` prints, shape by shape."""
