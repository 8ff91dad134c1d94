"""Tests of what is written for the centre."""
