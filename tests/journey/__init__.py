"""From the first page to the files on the disk, in the real window on a real display."""
