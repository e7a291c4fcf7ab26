"""The pages of the window, in the order of the sidebar. Apart from `ui.pages`, which the pages themselves import."""

from __future__ import annotations

from desktop_app.ui.desk.page import PAGE as DESK
from desktop_app.ui.new_request.page import PAGE as NEW_REQUEST
from desktop_app.ui.pages import Page
from desktop_app.ui.requests.page import PAGE as REQUESTS

PAGES: tuple[Page, ...] = (REQUESTS, NEW_REQUEST, DESK)
