"""The size budget's solver against plain bisection."""
