"""Shared makings of tests: sample submissions, open cases."""
