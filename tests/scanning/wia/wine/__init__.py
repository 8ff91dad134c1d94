"""What runs in a Python for Windows under Wine."""
