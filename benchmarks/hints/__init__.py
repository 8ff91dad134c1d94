"""How well the hints about pages tell bad ones from good ones, on labelled synthetic samples."""
