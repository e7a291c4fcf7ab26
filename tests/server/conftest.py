"""Who administrates the portal of a test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.server.admin_bench import Admin
from tests.server.portal_bench import Portal


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Admin]:
    return lambda url: Admin(url, capsys, monkeypatch)


@pytest.fixture
def admin(typed: Callable[[str], Admin], portal: Portal) -> Admin:
    info = portal.admin.info
    return typed(f"postgresql://{info.user}:{info.password}@{info.host}:{info.port}/{info.dbname}")
