"""Draws a Page as one widget and sends Events back; knows nothing of files."""
