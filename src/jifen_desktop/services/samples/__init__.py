"""A complete sample submission with synthetic papers, every one of them marked 样本.

Nothing here loads Pillow or PyMuPDF on import: the papers are drawn in a worker process.
"""
