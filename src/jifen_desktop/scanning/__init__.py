"""Scanners: one port (`port.py`) and an adapter for each way to reach them. Nothing is looked for until it is asked."""
