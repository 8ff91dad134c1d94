"""The graphical interface: the only room that imports Qt."""
