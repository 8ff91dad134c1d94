"""Tests of scanning/."""
