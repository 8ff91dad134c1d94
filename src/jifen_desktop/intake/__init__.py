"""What comes in: telling files by content, reading each once in a worker, turning pages into what
goes out.
"""
