"""Tests of the review: what blocks, what warns, and the states of rows."""
