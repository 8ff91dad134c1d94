"""使用说明: the manual in a window beside the work, opened at the place that a page is about."""
