"""What can go wrong that is not a defect: each error says what, where and what to do."""


class NewsmarkError(Exception):
    """An expected failure: `message` says what went wrong and where, `hint` what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class SourceError(NewsmarkError):
    """A source that cannot be read as an article."""


class AnalysisError(NewsmarkError):
    """A pipeline that is missing or unusable, or a worker that died."""


class StoreError(NewsmarkError):
    """A store that cannot be opened, read or written; the reader's work is still in memory."""


class ExportError(NewsmarkError):
    """An article that cannot be exported as asked."""


class ReviewError(NewsmarkError):
    """An operation on an annotation that does not exist or does not allow it."""


class SearchError(NewsmarkError):
    """A search that cannot be made."""


class ExchangeError(NewsmarkError):
    """An annotated article of somebody else that cannot be imported."""
