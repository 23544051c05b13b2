"""The time as the records write it."""

from datetime import UTC, datetime


def utc_now() -> str:
    """Return the current time in UTC: ISO 8601, milliseconds, a final Z."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
