"""What people say in the tour, and how the windows call things, in the language it is played in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from desktop_app.catalogue import Catalogue
from desktop_app.entry.tour.stage import Stage
from desktop_app.store.queries import forms

SEARCH = {"id": "cuti melahirkan", "en": "maternity leave"}
QUESTION = {
    "id": "Kontrak saya berakhir sebelum cuti melahirkan selesai. Bagaimana sisa cuti saya?",
    "en": "My contract ends before my maternity leave does. What becomes of the rest of my leave?",
}
EARLIER = {"id": "Slip gaji Oktober belum terbuka", "en": "My October payslip does not open"}
REPLY = {
    "id": "Selamat pagi, Bu Sari. Cuti Anda tetap penuh sampai kontrak berakhir; kami bantu mengurus sisanya.",
    "en": "Good morning, Sari. Your leave stays whole until the contract ends; we will help with the rest.",
}
THANKS = {"id": "Terima kasih, sudah jelas sekarang.", "en": "Thank you, it is clear now."}
SOLVED = {"id": "Senang bisa membantu. Selamat menanti si kecil.", "en": "Glad to help. All the best to you both."}
SECOND = {"id": "Sisa cuti tahunan saya belum bertambah", "en": "My annual leave has not been added yet"}
FASTER = {"id": "Kami cek siang ini, ya.", "en": "We will look at it this afternoon."}
SLOWER = {"id": "Halo, saya bantu cek, ya.", "en": "Hello, let me look into it."}


@dataclass(frozen=True)
class Words:
    """Texts of the interface and of a form, as this stage's person reads them."""

    stage: Stage

    @cached_property
    def text(self) -> Catalogue:
        return Catalogue.load(self.stage.language)

    def say(self, said: dict[str, str]) -> str:
        return said[self.stage.language]

    def field(self, login: str, form: str, key: str) -> dict[str, Any]:
        """A field of a form, as published."""
        held = self.stage.opened[login].laptop.read(lambda c: forms.form(c, form))
        assert held is not None
        found: dict[str, Any] = next(
            field for page in held.definition["pages"] for field in page["fields"] if field["key"] == key
        )
        return found

    def label(self, login: str, form: str, key: str) -> str:
        """How a field is called."""
        return str(self.field(login, form, key)["label"][self.stage.language])

    def option(self, login: str, form: str, key: str, option: str) -> str:
        """How an option of a field is called."""
        options = self.field(login, form, key)["options"]
        return str(next(one["label"][self.stage.language] for one in options if one["key"] == option))
