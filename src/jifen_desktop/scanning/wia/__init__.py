"""Scanners of Windows (WIA 2.0 automation, late bound). Tested with doubles of its objects, not on real hardware."""
