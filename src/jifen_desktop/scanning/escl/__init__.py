"""Network scanners by eSCL (AirScan), on every system, over the standard HTTP client.

Nothing is sent before discovery, an address or a scan is asked for, and then only to the discovery group and to the
scanner that was chosen: no redirects, no other host. Read from `backend.py` down.
"""
