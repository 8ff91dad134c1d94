"""Frozen values and error codes that every room shares; standard library only."""
