"""The main job through the terminal door: two laptops, a real database, a wire that is cut."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from desktop_app.search.generations import Generations
from tests.e2e.company import Company, Failed, Laptop, running_company

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    with running_company(tmp_path_factory.mktemp("laptops")) as company:
        yield company


@pytest.fixture
def offline(company: Company) -> Iterator[None]:
    company.wire.cut()
    yield
    company.wire.restore()


@pytest.fixture(scope="module")
def sari(company: Company) -> Laptop:
    laptop = company.laptop("sari")
    laptop.sync()
    return laptop


@pytest.fixture(scope="module")
def budi(company: Company) -> Laptop:
    laptop = company.laptop("budi")
    laptop.sync()
    return laptop


@pytest.fixture(scope="module")
def dewi(company: Company) -> Laptop:
    laptop = company.laptop("dewi")
    laptop.sync()
    return laptop


def asked(laptop: Laptop, subject: str) -> str:
    """A question to HR; its id."""
    return laptop.submit("question", {"subject": subject, "text": "Apakah kontrak saya memengaruhi cuti?"})


def test_a_sync_does_not_wait_for_a_search_that_another_process_prepares(company: Company) -> None:
    kevin = company.laptop("kevin")
    with Generations(kevin.folder / "index").rebuilding():
        assert kevin.sync()["state"] == "up to date"
        with pytest.raises(Failed) as failed:
            kevin("search", "leave")
    assert len(failed.value.said.splitlines()) == 1
    assert kevin("search", "leave")


def test_a_damaged_index_is_made_anew_without_a_word(sari: Laptop) -> None:
    assert sari("search", "cuti melahirkan")
    for file in (sari.folder / "index").rglob("*"):
        if file.is_file():
            file.write_bytes(b"\xff\x00 not an index")
    command = [sys.executable, "-m", "desktop_app", "--data-dir", str(sari.folder), "search", "cuti melahirkan"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90)
    assert "maternity-leave" in done.stdout and not done.stderr


def test_answers_that_are_none_are_refused_in_one_sentence(sari: Laptop) -> None:
    for given in ("[" * 100_000, "nothing of the kind", "[1]"):
        with pytest.raises(Failed) as failed:
            sari("request", "submit", "question", "--answers", "-", given=given)
        assert len(failed.value.said.splitlines()) == 1


def test_answers_written_by_an_editor_of_windows_are_understood(sari: Laptop) -> None:
    given = "\ufeff" + '{"subject": "Ditulis dengan Notepad", "text": "Apakah terbaca?"}'
    request = sari("request", "submit", "question", "--answers", "-", given=given)["id"]
    assert sari.request(request)["subject"] == "Ditulis dengan Notepad"


def test_the_first_page_finds_maternity_leave(sari: Laptop) -> None:
    hits = sari("search", "cuti melahirkan")
    assert hits[0]["article_id"] == "maternity-leave" and hits[0]["language"] == "id"
    assert sari("--language", "en", "article", "read", "maternity-leave")["language"] == "en"


def test_a_text_is_published_by_a_second_person_and_the_one_before_stays(
    budi: Laptop, dewi: Laptop, tmp_path: Path
) -> None:
    text = tmp_path / "first-week.md"
    text.write_text("# Minggu pertama\n\nBawa bekal sendiri.\n", encoding="utf-8")
    budi("article", "write", "first-week", str(text), "--in", "id")
    with pytest.raises(Failed, match=r"you wrote it|Anda yang menulisnya"):
        budi("article", "publish", "first-week", "--in", "id")
    budi.sync()
    dewi.sync()
    dewi("article", "publish", "first-week", "--in", "id", "--note", "Tanpa kantin")
    dewi.sync()
    said = dewi("article", "versions", "first-week")
    newest, older = [one for one in said["published"] if one["language"] == "id"][:2]
    assert (newest["by"], newest["note"], newest["change"]) == ("dewi", "Tanpa kantin", "major")
    assert (float(newest["version"]), said["written"]) == (int(float(older["version"])) + 1.0, [])


def test_a_request_without_network_waits_and_gets_its_number_once(company: Company, sari: Laptop, budi: Laptop) -> None:
    company.wire.cut()
    request = asked(sari, "Cuti melahirkan dan akhir kontrak")
    waiting = sari.request(request)
    assert waiting["pending"] and waiting["number"] is None and len(waiting["reference"]) == 7
    with pytest.raises(Failed) as failed:
        sari.sync()
    assert failed.value.said and "Traceback" not in failed.value.said
    company.wire.restore()
    company.wire.cut_after(600)
    with pytest.raises(Failed):
        sari.sync()
    company.wire.restore()
    assert sari.sync()["state"] == "up to date"
    sent = sari.request(waiting["reference"])
    assert sent["number"].startswith("HR-") and not sent["pending"] and sent["due"]
    budi.sync()
    queue = [held["subject"] for held in budi("request", "list", "--queue")]
    assert queue.count("Cuti melahirkan dan akhir kontrak") == 1


def test_killed_at_any_moment_a_saved_request_is_still_there(company: Company, sari: Laptop, offline: None) -> None:
    request = asked(sari, "Disimpan lalu dibunuh")
    running = subprocess.Popen(
        [sys.executable, "-m", "desktop_app", "--data-dir", str(sari.folder), "request", "reply", request, "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    os.kill(running.pid, signal.SIGKILL)
    running.communicate()
    assert sari.request(request)["pending"]


def test_an_agent_replies_and_takes_in_one_step_and_the_requester_reads_it(sari: Laptop, budi: Laptop) -> None:
    request = asked(sari, "Slip gaji November")
    sari.sync()
    budi.sync()
    budi("request", "reply", request, "Selamat pagi, slipnya kami kirim hari ini.", "--take")
    assert budi.request(request)["messages"][-1]["pending"]
    budi.sync()
    sari.sync()
    read = sari.request(request)
    assert (read["state"], read["assignee"]) == ("in_progress", "budi")
    assert [message["author"] for message in read["messages"]] == ["budi"]
    assert any(notice["kind"] == "reply" and notice["request"] == request for notice in sari("notices"))

    sari("request", "reply", request, "Terima kasih, sudah saya terima.")
    sari.sync()
    budi.sync()
    budi("request", "resolve", request, "Senang bisa membantu.")
    budi.sync()
    sari.sync()
    sari("request", "close", request)
    sari("request", "rate", request, "5", "Cepat sekali")
    sari.sync()
    done = sari.request(request)
    assert (done["state"], done["rating"]) == ("closed", {"stars": 5, "text": "Cepat sekali"})
    assert [step["what"] for step in done["timeline"]] == ["Submit", "AddReply", "AddReply", "Resolve", "Close", "Rate"]
    assert all(step["at"].endswith("+07:00") for step in done["timeline"])


def test_the_second_agent_is_told_who_was_faster_and_keeps_the_words(
    company: Company, sari: Laptop, budi: Laptop, dewi: Laptop
) -> None:
    request = asked(sari, "Surat keterangan kerja untuk KPR")
    sari.sync()
    budi.sync()
    dewi.sync()
    company.wire.cut()
    budi("request", "reply", request, "Kami siapkan suratnya.", "--take")
    dewi("request", "claim", request)
    dewi("request", "reply", request, "Saya bantu ya, Bu Sari.")
    company.wire.restore()
    budi.sync()
    assert dewi.sync()["refused"] == 2
    told = [notice for notice in dewi("notices") if notice["kind"] == "refused"]
    assert len(told) == 2 and all("Budi Santoso" in notice["text"] for notice in told)
    assert [draft["text"] for draft in dewi("draft", "list")] == ["Saya bantu ya, Bu Sari."]
    sari.sync()
    assert [message["text"] for message in sari.request(request)["messages"]] == ["Kami siapkan suratnya."]


def test_ticks_without_network_reach_the_buddy(company: Company) -> None:
    ayu, agus = company.laptop("ayu"), company.laptop("agus")
    ayu.sync()
    agus.sync()
    tasks = [task for task in ayu("checklist", "list") if task["owner"] == "ayu"]
    company.wire.cut()
    ayu("checklist", "tick", tasks[0]["id"])
    ayu("checklist", "tick", tasks[1]["id"])
    ayu("checklist", "untick", tasks[1]["id"])
    company.wire.restore()
    ayu.sync()
    agus.sync()
    seen = {task["id"]: task["done"] for task in agus("checklist", "list")}
    assert (seen[tasks[0]["id"]], seen[tasks[1]["id"]]) == (True, False)


def test_a_certificate_reaches_the_agent_whole(company: Company, sari: Laptop, budi: Laptop, tmp_path: Path) -> None:
    certificate = tmp_path / "surat-dokter.pdf"
    certificate.write_bytes(os.urandom(700_000))
    request = sari.submit("question", {"subject": "Surat dokter", "text": "Terlampir."}, "--attach", str(certificate))
    sari.sync()
    budi.sync()
    (attached,) = budi.request(request)["attachments"]
    assert (attached["name"], attached["size"], attached["complete"]) == ("surat-dokter.pdf", 700_000, True)


@pytest.mark.parametrize("content, why", [(b"", "kosong"), (None, "tidak dapat dibaca")])
def test_a_file_that_cannot_be_sent_is_refused_with_the_reason(
    sari: Laptop, tmp_path: Path, content: bytes | None, why: str
) -> None:
    path = tmp_path / "berkas.pdf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Failed, match=why):
        sari.submit("question", {"subject": "Berkas", "text": "Terlampir."}, "--attach", str(path))


def test_answers_that_do_not_fit_are_refused_by_field(sari: Laptop) -> None:
    with pytest.raises(Failed, match="text"):
        sari.submit("question", {"subject": "Tanpa isi"})


def test_twenty_people_ask_at_once_and_nothing_is_lost_or_doubled(company: Company, budi: Laptop) -> None:
    asking = [p["login"] for p in company.line["people"] if p["role"] in ("employee", "new hire")][:18]
    laptops = [company.laptop(login, "twenty") for login in asking]
    for laptop in laptops:
        laptop.submit("question", {"subject": f"Dari {laptop.folder.name}", "text": "Mohon bantuannya."})
    syncing = [
        subprocess.Popen(
            [sys.executable, "-m", "desktop_app", "--data-dir", str(laptop.folder), "sync", "--json"],
            env=os.environ | {"PGPASSWORD": laptop.password},
            stdout=subprocess.DEVNULL,
        )
        for laptop in laptops
    ]
    assert [process.wait(120) for process in syncing] == [0] * len(laptops)
    budi.sync()
    seen = [held for held in budi("request", "list") if held["subject"].endswith("-twenty")]
    assert sorted(held["subject"] for held in seen) == sorted(f"Dari {laptop.folder.name}" for laptop in laptops)
    assert len({held["number"] for held in seen}) == len(laptops)
    with psycopg.connect(company.line["admin_url"]) as admin:
        row = admin.execute("select count(*) - count(distinct id) from portal.request").fetchone()
    assert row == (0,)


def test_a_wrong_password_is_said_in_one_sentence(company: Company, tmp_path: Path) -> None:
    wrong = Laptop(tmp_path / "wrong", company.laptop("sari").url, "bukan ini")
    with pytest.raises(Failed, match="kata sandi"):
        wrong.sync()
    assert "Traceback" not in str(wrong.folder)


def test_the_terminal_loads_no_qt() -> None:
    code = "import sys, desktop_app.entry.terminal; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
