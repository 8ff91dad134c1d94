"""The command line: the same services as the window, for automation and offices without a display."""
