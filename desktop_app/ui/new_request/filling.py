"""One form while it is filled in: answers, what shows, what is wrong, where the person is. No window, no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from desktop_app.domain.forms import answers as rules
from desktop_app.domain.forms import draft as drafting
from desktop_app.domain.forms.answers import CONFIRMED, Problem, ShownField, View
from desktop_app.domain.forms.conditions import Answers, is_missing
from desktop_app.domain.forms.draft import Lost
from desktop_app.domain.forms.fields.type import Names, in_language
from desktop_app.domain.forms.rows import Form

REVIEW = "/review"
"""Where a filling stands once all pages are behind; no page can have this key."""
_SETTLES = 4  # what is cleared may change a suggestion, which may clear another: forms come to rest within two rounds


@dataclass(frozen=True)
class Source:
    """The article the person came from: kept with the draft as what they had read when they asked."""

    article: str
    title: str


@dataclass(frozen=True)
class Undoable:
    """A choice that was taken out because an earlier answer changed, and that answer as it was."""

    before: Any
    cause: str
    cause_before: Any


@dataclass
class Filling:
    """Answers of one person to one version of a form; hidden ones stay, so that what shows again comes back.

    `touched` are the fields the person answered, `linked` those a link filled in, `doubtful` those whose control holds
    something that is no answer (a name nobody has).
    """

    form: Form
    language: str
    context: Answers
    names: Names
    answers: dict[str, Any] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    linked: frozenset[str] = frozenset()
    at: str = ""
    source: Source | None = None
    lost: tuple[Lost, ...] = ()
    cleared: dict[str, Undoable] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    view: View = field(init=False)

    def __post_init__(self) -> None:
        self.touched |= self.linked
        self._settle(None)
        if self.at != REVIEW and self.at not in self._keys():
            self.at = self._keys()[0] if self._keys() else REVIEW

    @property
    def definition(self) -> Mapping[str, Any]:
        """What the form asks."""
        return self.form.definition

    @property
    def title(self) -> str:
        """The form's title."""
        return in_language(self.definition["title"], self.language)

    @property
    def empty(self) -> bool:
        """The person has answered nothing yet."""
        return all(is_missing(self.answers.get(key)) for key in self.touched - self.linked)

    # ---- answering

    def give(self, key: str, answer: Any) -> None:
        """The person answered a question."""
        before = self.answers.get(key)
        self.touched.add(key)
        self.cleared.pop(key, None)
        self._put(key, answer)
        self._settle((key, before))

    def confirm(self, warning: str, *, yes: bool) -> None:
        """The person says that what the form warns of (`amount/0`) is right all the same."""
        said = [each for each in self.answers.get(CONFIRMED, []) if each != warning]
        self._put(CONFIRMED, [*said, warning] if yes else said)
        self._settle(None)

    def undo(self, key: str) -> None:
        """Puts a cleared choice back, and the earlier answer that had cleared it."""
        undoable = self.cleared.pop(key)
        self._put(undoable.cause, undoable.cause_before)
        self._put(key, undoable.before)
        self._settle(None)

    # ---- moving

    def steps(self) -> list[str]:
        """The titles of the pages that show, without the review."""
        titles = {page["key"]: in_language(page["title"], self.language) for page in self.definition["pages"]}
        return [titles[key] for key in self._keys()]

    def index(self) -> int:
        """The place of the present page among those that show; the number of pages for the review."""
        keys = self._keys()
        return keys.index(self.at) if self.at in keys else len(keys)

    def go(self, index: int) -> None:
        """To the page with this place; past the last one is the review."""
        keys = self._keys()
        self.at = keys[index] if index < len(keys) else REVIEW

    def page(self) -> Mapping[str, Any] | None:
        """The present page of the definition, None at the review."""
        return next((page for page in self.definition["pages"] if page["key"] == self.at), None)

    def shown(self, page: str) -> dict[str, ShownField]:
        """The fields of a page that show now."""
        found = next((each for each in self.view.pages if each.key == page), None)
        return {each.key: each for each in found.fields} if found else {}

    # ---- what is wrong

    def problems(self, page: str | None = None) -> list[Problem]:
        """What is wrong, in the order of the form: on one page, or on all."""
        order = [(each.key, field.key) for each in self.view.pages for field in each.fields]
        wrong = {field: (field, "not_in_list") for field in self.doubtful}
        found: dict[str, Problem] = {}
        for problem in (*wrong.values(), *self.view.problems):
            found.setdefault(problem[0].partition("/")[0], problem)
        return [found[field] for key, field in order if field in found and page in (None, key)]

    def page_of(self, problem: Problem) -> int:
        """The place of the page where something is wrong."""
        key = problem[0].partition("/")[0]
        return next((at for at, page in enumerate(self.view.pages) if any(key == each.key for each in page.fields)), 0)

    # ---- what comes of it

    def subject(self) -> str:
        """What the request is about in one line."""
        return rules.subject(self.definition, self.view.kept, self.language, self.names)

    def words(self) -> str:
        """What the person wrote in text fields, the last words of each: what a search for answers is asked with."""
        said = [
            self.answers[field["key"]]
            for page in self.definition["pages"]
            for field in page["fields"]
            if field["type"] in ("short_text", "long_text") and field["key"] in self.view.kept
        ]
        return " ".join(" ".join(str(each).split()[-12:]) for each in said if isinstance(each, str))

    def dropped_labels(self) -> list[str]:
        """The questions whose answers stay behind, because they do not show any more."""
        return [in_language(rules.display(self.definition, key)["label"], self.language) for key in self.view.dropped]

    def body(self) -> dict[str, Any]:
        """The draft as it is kept."""
        return {
            "form": self.form.form,
            "version": self.form.version,
            "subject": self.subject(),
            "answers": drafting.without_calculated(self.definition, self.answers),
            "touched": sorted(self.touched),
            "linked": sorted(self.linked),
            "at": self.at,
            "source": asdict(self.source) if self.source else None,
            "lost": [asdict(each) for each in self.lost],
        }

    def _keys(self) -> list[str]:
        return [page.key for page in self.view.pages]

    def _put(self, key: str, answer: Any) -> None:
        if is_missing(answer):
            self.answers.pop(key, None)
        else:
            self.answers[key] = answer

    def _settle(self, given: tuple[str, Any] | None) -> None:
        for _ in range(_SETTLES):
            before = self.answers
            self.answers = drafting.filled(self.definition, self.answers, self.touched, self.context)
            self.answers, cleared = drafting.corrected(self.definition, self.answers, self.context)
            self.answers = {key: answer for key, answer in self.answers.items() if not is_missing(answer)}
            for each in cleared:
                if given is not None and each.field != given[0]:
                    self.cleared.setdefault(each.field, Undoable(each.before, *given))
            if self.answers == before:
                break
        self.view = rules.visible(self.definition, self.answers, self.context)
        shown = {field.key for page in self.view.pages for field in page.fields}
        self.doubtful &= shown


@dataclass(frozen=True)
class Taken:
    """A draft in the version it opens in: None when the form is withdrawn."""

    form: Form | None
    answers: dict[str, Any]
    lost: tuple[Lost, ...]


def taken_up(body: Mapping[str, Any], versions: Iterable[Form], language: str, names: Names) -> Taken:
    """A draft, in its own version while that is offered, else carried over to the newest; what has no place is listed.

    `versions`: those of this form that the laptop holds, its own and the newest offered one at least.
    """
    known = list(versions)
    answers = dict(body.get("answers") or {})
    lost = tuple(Lost(**each) for each in body.get("lost") or ())
    form = drafting.opens_in(str(body["form"]), int(body["version"]), known)
    own = next((each for each in known if each.version == body["version"]), None)
    if form is None or own is None or form == own:
        return Taken(form, answers, lost)
    carried = drafting.carried_over(own.definition, form.definition, answers, language, names)
    return Taken(form, carried.answers, (*lost, *carried.lost))
