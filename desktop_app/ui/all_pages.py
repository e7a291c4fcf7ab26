"""The pages of the window, in the order of the sidebar. Apart from `ui.pages`, which the pages themselves import."""

from __future__ import annotations

from desktop_app.ui.authoring.listing import PAGE as AUTHORING
from desktop_app.ui.checklists.listing import PAGE as CHECKLISTS
from desktop_app.ui.desk.listing import PAGE as DESK
from desktop_app.ui.home.listing import PAGE as HOME
from desktop_app.ui.knowledge.listing import PAGE as KNOWLEDGE
from desktop_app.ui.new_request.listing import PAGE as NEW_REQUEST
from desktop_app.ui.pages import Page
from desktop_app.ui.requests.listing import PAGE as REQUESTS
from desktop_app.ui.settings.listing import PAGE as SETTINGS

PAGES: tuple[Page, ...] = (HOME, KNOWLEDGE, REQUESTS, NEW_REQUEST, CHECKLISTS, DESK, AUTHORING, SETTINGS)
