"""Compressed transfers, unpacked no further than wanted: a few bytes can stand for gigabytes."""

import zlib

_GZIP_OR_ZLIB = 47
_DEFLATE_ONLY = -15
"""What the standard means by deflate has a header; some servers leave it out."""


class Inflater:
    """Unpacks a transfer piece by piece; `encoding` is what its Content-Encoding says.

    Raises:
        ValueError: it says something else than gzip or deflate; from `unpacked`, the data are damaged.
    """

    def __init__(self, encoding: str) -> None:
        names = [name for part in encoding.lower().split(",") if (name := part.strip()) not in {"", "identity"}]
        if names not in ([], ["gzip"], ["x-gzip"], ["deflate"]):
            raise ValueError(f"compressed in an unknown way ({encoding})")
        self._unpacker = zlib.decompressobj(_GZIP_OR_ZLIB) if names else None
        self._may_lack_header = names == ["deflate"]

    def unpacked(self, data: bytes, limit: int) -> bytes:
        """Return what is in the next piece, but no more than one byte over the limit."""
        if self._unpacker is None:
            return data
        try:
            unpacked = self._unpacker.decompress(data, limit + 1)
        except zlib.error:
            if not self._may_lack_header:
                raise ValueError("damaged in the transfer") from None
            self._unpacker = zlib.decompressobj(_DEFLATE_ONLY)
            self._may_lack_header = False
            return self.unpacked(data, limit)
        self._may_lack_header = False
        return unpacked
