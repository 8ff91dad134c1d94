"""The frozen program's entry, for the window, the commands and the worker processes alike."""

import sys

from jifen_desktop.__main__ import main

sys.exit(main())
