"""Two agents, one request, no network: the first has it, the second is told who was faster and keeps the words."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from desktop_app.entry.tour.driver import check, click, click_row, find, type_into, wait, wait_says
from desktop_app.entry.tour.scenes.answering import held, reply_field
from desktop_app.entry.tour.scenes.asking import ask_in_passing
from desktop_app.entry.tour.scenes.words import FASTER, SECOND, SLOWER, Words
from desktop_app.entry.tour.stage import Stage
from desktop_app.ui.links import link


def play(stage: Stage) -> None:
    """Until Dewi has been told."""
    words = Words(stage)
    text = words.text
    request = ask_in_passing(stage, words.say(SECOND))
    budi, dewi = stage.to("budi"), stage.open("dewi")
    budi.sync_now()
    dewi.sync_now()
    number = held(stage, "dewi", request).item.number or ""
    held(stage, "budi", request)
    stage.wire.cut()
    for login in ("budi", "dewi"):
        stage.window(login).sync_now()
        wait(lambda login=login: stage.opened[login].engine.status.problem, f"{login} to be offline")  # type: ignore[misc]

    for login, said in (("budi", FASTER), ("dewi", SLOWER)):
        window = stage.to(login)
        window.show_page("desk")
        click_row(window, number)
        if login == "dewi":
            click(find(window, QPushButton, text("Take")))
            wait(lambda: held(stage, "dewi", request).item.assignee == "dewi", "Dewi to think that it is hers")
        type_into(reply_field(window, text("Write a reply to {name}…", name="Sari")), words.say(said))
        click(find(window, QPushButton, text("Send and take" if login == "budi" else "Send reply")))
        wait(lambda login=login: held(stage, login, request).messages, f"the reply of {login} to be saved")  # type: ignore[misc]
    stage.done("dewi", "Both take it offline", "each laptop believes its own person, and says that it waits")

    stage.wire.restore()
    stage.window("budi").sync_now()
    wait(lambda: not held(stage, "budi", request).item.pending, "Budi's reply to go out")
    dewi = stage.to("dewi")
    dewi.sync_now()
    wait(lambda: held(stage, "dewi", request).item.assignee == "budi", "the database to decide")
    wait_says(dewi, text("{name} took {request} before you", name="Budi Santoso", request=number))
    check(stage.opened["dewi"].laptop.store.drafts.get("reply", request), "Dewi's words are kept as a draft")
    stage.done("dewi", "The network returns", "Dewi is told that Budi was faster and when; her words are a draft")

    stage.window("sari").sync_now()
    wait(lambda: held(stage, "sari", request).messages, "the answer to reach Sari")
    said_to_sari = [message.text for message in held(stage, "sari", request).messages]
    check(said_to_sari == [words.say(FASTER)], "Sari got one answer")
    stage.to("sari")
    stage.window("sari").go(link("request", request))
    wait_says(stage.window("sari"), words.say(FASTER))
    stage.done("sari", "Sari looks", "she got one answer, the first")
    stage.close("dewi")
