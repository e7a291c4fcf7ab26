"""A person of the company."""

from __future__ import annotations

from desktop_app.ui.forms.fields.find_one import FindOne


class Person(FindOne):
    """Found by name, team or site."""

    name = "person"

    def found(self) -> list[tuple[str, str]]:
        language = self.around.language
        return [
            (each.login, f"{each.name} · {_named(each.team_names, language)}, {_named(each.site_names, language)}")
            for each in self.around.directory.people
        ]

    def hint(self) -> str:
        return self._text("Type a name")


def _named(names: dict[str, str], language: str) -> str:
    return names.get(language) or next(iter(names.values()), "")
