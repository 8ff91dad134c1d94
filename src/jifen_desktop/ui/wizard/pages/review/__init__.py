"""The review before the export: findings on the left, the images to be exported on the right."""

from jifen_desktop.ui.wizard.pages.review.page import ReviewPage

__all__ = ["ReviewPage"]
