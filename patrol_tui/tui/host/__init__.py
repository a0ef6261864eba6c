"""The app, its screens' common ground, and going about."""
