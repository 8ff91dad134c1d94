"""One package or module for each step's page."""
