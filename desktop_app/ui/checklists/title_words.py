"""What stands above a checklist: in which week somebody is, how far they are, what is late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from desktop_app.catalogue import Catalogue
from desktop_app.store.queries.checklists import ChecklistItem
from desktop_app.store.queries.people import PersonItem
from desktop_app.ui.checklists.count_words import counted, sentence_case
from desktop_app.ui.checklists.reading import tasks_of
from desktop_app.ui.checklists.task_rows import due_of
from desktop_app.wording import Wording

Say = Callable[[Catalogue, str], str]

_MINE: dict[str, Say] = {
    "before": lambda text, name: text("Before your first day, {name}", name=name),
    "week 1": lambda text, name: text("Your first week, {name}", name=name),
    "week 2": lambda text, name: text("Your second week, {name}", name=name),
    "week 3": lambda text, name: text("Your third week, {name}", name=name),
    "week 4": lambda text, name: text("Your fourth week, {name}", name=name),
    "month 2": lambda text, name: text("Your second month, {name}", name=name),
    "month 3": lambda text, name: text("Your third month, {name}", name=name),
    "": lambda text, name: text("Your checklist, {name}", name=name),
}
_THEIRS: dict[str, Say] = {
    "before": lambda text, name: text("{name} before the first day", name=name),
    "week 1": lambda text, name: text("{name} in the first week", name=name),
    "week 2": lambda text, name: text("{name} in the second week", name=name),
    "week 3": lambda text, name: text("{name} in the third week", name=name),
    "week 4": lambda text, name: text("{name} in the fourth week", name=name),
    "month 2": lambda text, name: text("{name} in the second month", name=name),
    "month 3": lambda text, name: text("{name} in the third month", name=name),
    "": lambda text, name: text("{name}’s checklist", name=name),
}


def title(item: ChecklistItem, person: PersonItem | None, me: str, words: Wording) -> str:
    """Minggu kedua Anda, Ayu; of somebody else: Ayu Lestari pada minggu kedua."""
    start = date.fromisoformat(person.start) if person is not None and person.start else None
    time = time_there(start, words.today())
    if item.person == me:
        return _MINE[time](words.text, item.person_name.split()[0])
    return _THEIRS[time](words.text, item.person_name)


def time_there(start: date | None, today: date) -> str:
    """How long somebody is there, in the weeks of the calendar, later in months; empty where nobody counts any more."""
    if start is None:
        return ""
    if today < start:
        return "before"
    monday = start - timedelta(days=start.weekday())
    week = (today - monday).days // 7 + 1
    if week <= 4:
        return f"week {week}"
    months = (today.year - start.year) * 12 + today.month - start.month - (today.day < start.day) + 1
    return f"month {max(2, months)}" if months <= 3 else ""


def standing(item: ChecklistItem, me: str, words: Wording) -> str:
    """7 dari 16 tugas selesai. Satu terlambat, satu untuk hari ini. Of one's own list, only one's own tasks count."""
    text, every = words.text, tasks_of(item)
    if item.done == item.total:
        return text.plural("The task is done.", "All {n} tasks are done.", item.total)
    if item.person == me or (item.buddy is not None and item.buddy.login == me):
        said = [text("{done} of {total} tasks done.", done=item.done, total=item.total)]
    else:  # of other people's checklists a laptop holds only the tasks that are one's own
        said = [text("{done} of your {total} tasks done.", done=item.done, total=item.total)]
    todo = [due_of(task) for task in every if task.state == "open" and (task.owner == me or item.person != me)]
    late = sum(day < words.today() for day in todo)
    today = sum(day == words.today() for day in todo)
    parts = []
    if late:
        parts.append(text.plural("{count} is late", "{count} are late", late, count=counted(late, text)))
    if today:
        parts.append(text.plural("{count} is for today", "{count} are for today", today, count=counted(today, text)))
    if parts:
        said.append(sentence_case(f"{', '.join(parts)}."))
        if len(todo) > late + today:
            said.append(text("There is still time for the rest."))
    elif todo:
        said.append(text("Nothing is late."))
    else:
        said.append(text("Others are still busy for you.") if item.person == me else "")
    return " ".join(part for part in said if part)
