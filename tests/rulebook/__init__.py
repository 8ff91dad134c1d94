"""Tests of the rulebook: its data, loader, lint, plans and names."""
