"""Pictures of the program's pages, on invented cases."""
