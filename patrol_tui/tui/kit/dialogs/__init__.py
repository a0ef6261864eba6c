"""Dialogs: a solid title band in a frame, a body, a row of keys."""
