"""Broken files of every format, made from whole ones, taken the way every picked file goes."""
