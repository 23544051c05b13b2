from pathlib import Path

import pytest

from annotations.storage.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "annotations.json"


@pytest.fixture
def store(path: Path) -> Store:
    return Store(path, lock_timeout=2)
