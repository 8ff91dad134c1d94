"""The killable processes in which every picked file is opened: start, call, limits, restart."""
