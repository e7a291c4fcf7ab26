"""What the home page shows, read in one go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from desktop_app.domain.forms.rows import Form
from desktop_app.domain.people.rows import ANSWERING
from desktop_app.domain.service_hours import ServiceCalendar
from desktop_app.store.queries import acknowledgements, checklists, forms, knowledge, notices, people, requests
from desktop_app.store.queries.acknowledgements import Duty
from desktop_app.store.queries.checklists import TaskItem
from desktop_app.store.queries.knowledge import ArticleItem
from desktop_app.store.queries.notices import NoticeItem
from desktop_app.store.queries.people import PersonItem
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.promises import Hours, hours, service_calendar

HR = "hr"
"""The team most people ask; companies that call it otherwise see the hours of their own site."""
MOST = 3
"""Rows of each list of what waits."""


@dataclass(frozen=True)
class MyTask:
    """A task the reader does; `of` is the newcomer whose checklist it is on, empty for one's own."""

    task: TaskItem
    of: str


@dataclass(frozen=True)
class Today:
    """When somebody can be reached, when the next day off is, how much can be read without a network."""

    team: str
    hours: Hours | None
    day_off: date | None
    articles: int


@dataclass(frozen=True)
class HomeRows:
    """`words_of` counts the words of articles that must be read; `reviewed` are the articles looked at last."""

    mine: tuple[RequestItem, ...]
    queue: tuple[RequestItem, ...]
    my_teams: tuple[str, ...]
    must_read: tuple[Duty, ...]
    words_of: Mapping[str, int]
    tasks: tuple[MyTask, ...]
    notices: tuple[NoticeItem, ...]
    people: Mapping[str, PersonItem]
    team_names: Mapping[str, str]
    forms: tuple[Form, ...]
    reviewed: tuple[ArticleItem, ...]
    today: Today
    done_this_week: int

    def name(self, login: str) -> str:
        """What somebody is called."""
        person = self.people.get(login)
        return login if person is None else person.name


def read_home(c: Any, context: Context) -> HomeRows:
    """All of it."""
    me, now, answers = context.me, context.now(), context.me.role in ANSWERING
    must_read = tuple(_here(c, acknowledgements.open_duties(c, me.login), context.language))
    teams = {each.id: context.local(each.names) for each in people.teams(c)}
    mine_to_answer = people.teams_of(c, me.login) if answers else []
    lists = checklists.for_me(c, me.login)
    every = [(task, item) for item in lists for phase in item.phases for task in phase.tasks if task.owner == me.login]
    monday = datetime.combine(
        context.words.today() - timedelta(days=context.words.today().weekday()), time(), context.words.zone
    )
    return HomeRows(
        mine=tuple(requests.mine(c, me.login, now=now)),
        queue=tuple(requests.queue(c, me.login, now=now)) if mine_to_answer else (),
        my_teams=tuple(teams.get(id, id) for id in mine_to_answer),
        must_read=must_read,
        words_of={each.item.id: _words(c, each.item) for each in must_read[:MOST]},
        tasks=tuple(MyTask(task, "" if item.person == me.login else item.person_name) for task, item in every),
        notices=notices.list(c, unseen_only=True),
        people={each.login: each for each in people.people(c)},
        team_names=teams,
        forms=tuple(forms.offered(c, me.login)),
        reviewed=tuple(knowledge.reviewed_last(c, context.language, MOST)),
        today=_today(c, context, teams, HR in mine_to_answer, knowledge.how_many(c)),
        done_this_week=sum(
            task.done_by == me.login and task.done is not None and task.done >= monday for task, _ in every
        ),
    )


def _here(c: Any, duties: list[Duty], language: str) -> Iterator[Duty]:
    """Each in the language of the window, where that has the version that is asked for."""
    here = knowledge.in_language(c, [duty.item.id for duty in duties], language)
    for duty in duties:
        item = here.get(duty.item.id)
        yield replace(duty, item=item) if item is not None and item.version == duty.major else duty


def _words(c: Any, item: ArticleItem) -> int:
    article = knowledge.article(c, item.id, item.language)
    return 0 if article is None else len(article.body.split())


def _today(c: Any, context: Context, teams: Mapping[str, str], is_hr: bool, articles: int) -> Today:
    site = service_calendar(people.calendar(c, context.me.site))
    hr = None if is_hr else people.team(c, HR)
    asked = site if hr is None else service_calendar(people.calendar(c, hr.calendar))
    return Today(
        team="" if hr is None else teams[HR],
        hours=hours(asked, context.now()),
        day_off=None if site is None else next_day_off(site, context.words.today()),
        articles=articles,
    )


def next_day_off(calendar: ServiceCalendar, today: date) -> date | None:
    """The next holiday that falls on a day which would be worked."""
    coming = (day for day in sorted(calendar.holidays) if day > today and calendar.week[day.weekday()])
    return next(coming, None)
