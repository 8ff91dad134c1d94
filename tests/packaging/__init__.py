"""How the program is made for users."""
