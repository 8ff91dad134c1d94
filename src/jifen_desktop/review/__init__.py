"""Findings over a submission, its plans and the facts about its files; pure."""
