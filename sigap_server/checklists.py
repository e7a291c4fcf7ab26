"""Reads checklists that people write, one file a checklist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import partial
from pathlib import Path

from pydantic import Field

from desktop_app.domain.checklists.templates import RELATIONS, Phase, Template, TemplateTask
from sigap_server.file_errors import FileError, FileErrors, Gathered
from sigap_server.text_source import files_in
from sigap_server.yaml_source import Location, Strict, Words, YamlSource, read_yaml

KEY = r"^[a-z][a-z0-9-]*$"


class TaskPart(Strict):
    """A task. `offset` counts working days from the first day, before it with a minus."""

    key: str = Field(pattern=KEY)
    title: Words
    about: Words
    owner: str
    offset: int = Field(ge=-60, le=260)
    article: str | None = None


class PhasePart(Strict):
    """Tasks that belong to one time."""

    key: str = Field(pattern=KEY)
    title: Words
    tasks: list[TaskPart] = Field(min_length=1)


class ChecklistFile(Strict):
    """A checklist as it is written."""

    version: int = Field(ge=1)
    title: Words
    phases: list[PhasePart] = Field(min_length=1)


def read_folder(
    path: Path, *, teams: Collection[str] | None = None, articles: Collection[str] | None = None
) -> list[Template]:
    """The checklists of a folder, in order of id, which is the file's name.

    Owners and articles are looked up in `teams` and `articles` where these are given. Raises `FileErrors` with all
    mistakes.
    """
    gathered = Gathered()
    read = partial(read_checklist, teams=teams, articles=articles)
    templates = [gathered.take(partial(read, file)) for file in files_in(path, "*.yaml")]
    gathered.check()
    return [template for template in templates if template is not None]


def read_checklist(
    path: Path, *, teams: Collection[str] | None = None, articles: Collection[str] | None = None
) -> Template:
    """One checklist. Raises `FileErrors`."""
    source = read_yaml(path)
    checklist = source.validate(ChecklistFile)
    errors = _mistakes(source, checklist, teams, articles)
    if errors:
        raise FileErrors(errors)
    return _template(path.stem, checklist)


def _mistakes(
    source: YamlSource, checklist: ChecklistFile, teams: Collection[str] | None, articles: Collection[str] | None
) -> list[FileError]:
    errors = []
    steps: list[tuple[Location, TaskPart]] = [
        (("phases", at, "tasks", number), task)
        for at, phase in enumerate(checklist.phases)
        for number, task in enumerate(phase.tasks)
    ]
    used = Counter(task.key for _, task in steps)
    phases = Counter(phase.key for phase in checklist.phases)
    owners = (*RELATIONS, *sorted(teams)) if teams is not None else None
    for at, phase in enumerate(checklist.phases):
        if phases[phase.key] > 1:
            errors.append(source.error(("phases", at, "key"), "a key that no other phase has"))
    for place, task in steps:
        if used[task.key] > 1:
            errors.append(source.error((*place, "key"), "a key that no other task of this checklist has"))
        if owners is not None and task.owner not in owners:
            errors.append(source.error((*place, "owner"), f"one of {', '.join(owners)}"))
        if articles is not None and task.article is not None and task.article not in articles:
            errors.append(source.error((*place, "article"), "the id of an article"))
    return errors


def _template(id: str, checklist: ChecklistFile) -> Template:
    return Template(
        id=id,
        version=checklist.version,
        title=checklist.title.model_dump(),
        phases=tuple(
            Phase(
                key=phase.key,
                title=phase.title.model_dump(),
                tasks=tuple(
                    TemplateTask(
                        task.key,
                        task.title.model_dump(),
                        task.about.model_dump(),
                        task.owner,
                        task.offset,
                        task.article,
                    )
                    for task in phase.tasks
                ),
            )
            for phase in checklist.phases
        ),
    )
