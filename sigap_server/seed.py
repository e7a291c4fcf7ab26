"""Fills an empty portal with the company that lies in a folder: what the demo, the tour and the tests start from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import psycopg

from sigap_server.articles import publish_articles
from sigap_server.checklists import read_folder as read_checklists
from sigap_server.company import Company
from sigap_server.company import read_folder as read_company
from sigap_server.forms import read_folder as read_forms
from sigap_server.knowledge import read_base
from sigap_server.logins import give_login
from sigap_server.publish import publish_company, publish_forms, publish_lifecycle


def seed_company(connection: psycopg.Connection, resources: Path, passwords: Mapping[str, str]) -> Company:
    """The company, forms, articles, checklists and lifecycle that lie in `resources`, and a login for each person.

    Raises `FileErrors` when any of it is not right; nothing is published then.
    """
    company = read_company(resources / "company")
    teams = [team.id for team in company.teams]
    base = read_base(resources / "knowledge")
    names = {article.id for article in base.articles}
    templates = read_checklists(resources / "checklists", teams=teams, articles=names)
    forms = read_forms(resources / "forms", teams=teams, articles=names)
    with connection.transaction():
        row = connection.execute("select clock_timestamp()").fetchone()
        assert row is not None
        publish_lifecycle(connection, resources / "lifecycle.json")
        publish_company(connection, company, templates, row[0])
        publish_forms(connection, forms)
        publish_articles(connection, base.articles, base.pictures)
        for person in company.people:
            give_login(connection, person.login, passwords[person.login])
    connection.execute("analyze")
    return company
