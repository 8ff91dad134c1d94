"""The wizard's steps as a typed table and pure functions over it; no Qt."""
