from datetime import UTC, datetime, timedelta

import msgspec

from annotations.clock import utc_now
from annotations.models import Timestamp


def test_now_is_a_timestamp_of_the_records_in_milliseconds() -> None:
    now = msgspec.convert(utc_now(), Timestamp)
    assert len(now) == len("2026-01-05T10:00:00.000Z")
    assert abs(datetime.fromisoformat(now) - datetime.now(UTC)) < timedelta(minutes=1)
