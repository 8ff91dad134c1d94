"""Where a user's work lives: submission files, drafts with their originals, settings and centre data."""
