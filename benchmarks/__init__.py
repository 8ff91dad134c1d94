"""The program against the tools that do the same work: `./dev bench`, see docs/DEVELOPING.md."""
