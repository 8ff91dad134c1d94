"""The manual: its steps, its pictures, and that both are as the program is."""
