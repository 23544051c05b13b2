"""Dates as sources write them, in ISO 8601."""

from datetime import datetime


def iso_date(text: str) -> str | None:
    """Return a date, perhaps with a time, in ISO 8601; None where the text is none."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.date().isoformat() if len(text.strip()) <= len("2024-01-31") else moment.isoformat()
