"""Reading, analysing, reviewing, keeping and exporting articles, without a user interface.

Import from the modules (`from annotations.models import Article`), never `import annotations`.
"""
