"""Tests of imaging/."""
