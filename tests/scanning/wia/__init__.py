"""Tests of scanning/wia/."""
