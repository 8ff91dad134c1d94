"""The rulebook: strict loading, its lint, and the pure functions that turn rules into a plan."""
