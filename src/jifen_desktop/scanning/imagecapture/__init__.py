"""Scanners of macOS (ImageCaptureCore). Tested with doubles of its objects, not on real hardware."""
