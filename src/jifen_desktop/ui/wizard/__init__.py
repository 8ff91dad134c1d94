"""The wizard: a frame that navigates, and passive pages."""
