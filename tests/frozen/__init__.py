"""The program as its users have it, frozen and on a display of its own, followed through the manual step by step."""
