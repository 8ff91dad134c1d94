"""Tests of the graphical interface; they run without a display."""
