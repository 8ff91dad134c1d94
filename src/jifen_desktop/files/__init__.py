"""The one door to the disk: atomic writes, retries, safe names, staging, the lock, the store of
originals.
"""
