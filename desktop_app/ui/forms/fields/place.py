"""A place at a site."""

from __future__ import annotations

from desktop_app.ui.forms.fields.find_one import FindOne


class Place(FindOne):
    """Found by any word on the way to it; the person's own site comes first."""

    name = "place"

    def found(self) -> list[tuple[str, str]]:
        return self.around.directory.places(self.around.language)

    def hint(self) -> str:
        return self._text("Type a building, floor or room")
