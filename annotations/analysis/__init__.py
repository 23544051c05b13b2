"""Named entities, quotes and claims of an article."""

ANALYSIS_VERSION = "2"
"""Version of our own rules: what they find in a text may change only with it."""
