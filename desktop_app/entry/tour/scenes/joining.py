"""Ayu's first weeks: her buddy's face on top, a tick and an untick without network, both on the buddy's screen."""

from __future__ import annotations

from desktop_app.entry.tour.driver import check, click_tick, wait, wait_says
from desktop_app.entry.tour.scenes.words import Words
from desktop_app.entry.tour.stage import Stage
from desktop_app.store.queries import checklists
from desktop_app.store.queries.checklists import TaskItem


def play(stage: Stage) -> None:
    """Until Agus sees what Ayu did."""
    words = Words(stage)
    ayu, agus = stage.open("ayu"), stage.open("agus")
    ayu = stage.to("ayu")
    ayu.show_page("checklists")
    buddy = checklists_of(stage, "ayu").buddy
    assert buddy is not None
    wait_says(ayu, buddy.name)
    wait_says(ayu, buddy.phone)
    stage.done("ayu", "Ayu opens her checklist", "her buddy's face and phone stand on top")

    mine = [task for task in tasks(stage, "ayu") if task.mine and task.owner == "ayu"]
    open_one = next(task for task in mine if task.state == "open")
    done_one = next(task for task in reversed(mine) if task.state == "done")
    stage.wire.cut()
    ayu.sync_now()
    wait(lambda: stage.opened["ayu"].engine.status.problem, "Ayu to be offline")
    click_tick(ayu, open_one.title[stage.language])
    wait(lambda: one(stage, "ayu", open_one).state == "done", "the tick to be saved")
    click_tick(ayu, done_one.title[stage.language])
    wait(lambda: one(stage, "ayu", done_one).state == "open", "the tick to be taken away")
    check(one(stage, "ayu", open_one).pending and one(stage, "ayu", done_one).pending, "both wait to be sent")
    stage.done("ayu", "Tick and untick offline", "both are saved and wait to be sent")

    stage.wire.restore()
    ayu.sync_now()
    wait(lambda: not one(stage, "ayu", open_one).pending, "Ayu's ticks to go out")
    agus = stage.to("agus")
    agus.sync_now()
    agus.show_page("checklists")
    wait(lambda: one(stage, "agus", open_one).state == "done", "the tick to reach Agus")
    wait(lambda: one(stage, "agus", done_one).state == "open", "the taken tick to reach Agus")
    wait_says(agus, open_one.title[stage.language])
    check(words.text.language == stage.language, "in the language of the tour")
    stage.done("agus", "Agus looks", "the tick and the taken tick are on the buddy's screen")


def checklists_of(stage: Stage, login: str) -> checklists.ChecklistItem:
    """The checklist of Ayu as this laptop holds it."""
    held = stage.opened[login].laptop.read(lambda c: checklists.for_me(c, login))
    return next(checklist for checklist in held if checklist.person == "ayu")


def tasks(stage: Stage, login: str) -> list[TaskItem]:
    """Its tasks."""
    return [task for phase in checklists_of(stage, login).phases for task in phase.tasks]


def one(stage: Stage, login: str, task: TaskItem) -> TaskItem:
    """A task as it is now."""
    return next(held for held in tasks(stage, login) if held.id == task.id)
