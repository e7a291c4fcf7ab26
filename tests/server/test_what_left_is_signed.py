"""What retention and erasures take out stands in the signed digests, and no digest is broken by it."""

from __future__ import annotations

from pathlib import Path

from sigap_server.erasure import erase
from sigap_server.retention import run
from tests.server.life_bench import Life, in_months
from tests.server.portal_bench import NOW, Portal
from tests.server.test_audit_digests import Audited, made
from tests.server.test_erasure import leave


def test_runs_and_erasures_leave_signed_chains_that_hold(portal: Portal, tmp_path: Path) -> None:
    audited: Audited = made(portal, tmp_path / "digests")
    life = Life(portal)
    for person in ("t-ani", "t-eka", "t-ani"):
        life.ended(person=person)
    audited.sign()

    run(portal.admin, in_months(13))
    assert audited.found() == []
    audited.sign()
    leave(portal, "t-ani")
    erase(portal.admin, "t-ani", NOW)
    assert audited.found() == []
    audited.sign()
    life.ended(person="t-eka")
    run(portal.admin, in_months(62))
    assert audited.found() == []
    audited.sign()
    assert audited.found() == []
    assert portal.value("select count(*) from portal.forgotten where why = 'retention'") > 0
    assert portal.value("select count(*) from portal.forgotten where why = 'erased'") > 0
