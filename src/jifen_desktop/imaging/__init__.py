"""Orientation, colour, limits and the JPEG that goes out; runs in a worker."""
