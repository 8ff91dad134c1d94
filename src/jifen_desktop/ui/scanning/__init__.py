"""Scanning into a row: the scanner found and asked, pages as they come, and a folder that a copier scans into."""
