import pytest

from annotations.editing import Review
from annotations.review import open_review
from tests.flood import DETECTED, article


@pytest.fixture
def review() -> Review:
    return open_review(article(), DETECTED, ())
