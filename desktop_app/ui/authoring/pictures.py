"""A picture made fit for an article: no larger than needed, and nothing in it but the picture."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha256

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage

from desktop_app.domain.knowledge.pictures import LARGEST_PICTURE
from desktop_app.ui.context import Store

WIDEST = 1600
"""Pixels; a page is at most half as wide, at twice the density."""
_NARROWER = 0.75


@dataclass(frozen=True)
class MadePicture:
    """As `AddPicture` takes it."""

    picture: str
    media_type: str
    width: int
    height: int
    data: str


def made_fit(image: QImage) -> MadePicture | None:
    """The picture, re-encoded (what a camera wrote into it is gone), and made smaller until it is small enough. None
    for what is no picture."""
    if image.isNull():
        return None
    if max(image.width(), image.height()) > WIDEST:
        image = image.scaled(
            WIDEST, WIDEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    while True:
        for kind, media_type, quality in (
            ("PNG", "image/png", -1),
            ("JPG", "image/jpeg", 85),
            ("JPG", "image/jpeg", 65),
        ):
            if kind == "JPG" and image.hasAlphaChannel():
                image = image.convertToFormat(QImage.Format.Format_RGB32)
            data = _encoded(image, kind, quality)
            if 0 < len(data) <= LARGEST_PICTURE:
                encoded = base64.b64encode(data).decode("ascii")
                return MadePicture(sha256(data).hexdigest(), media_type, image.width(), image.height(), encoded)
        image = image.scaled(
            int(image.width() * _NARROWER), int(image.height() * _NARROWER), Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip


def keep_picture(store: Store, made: MadePicture) -> None:
    """Among the files of this laptop, until the text that shows it is saved for the team."""
    suffix = made.media_type.partition("/")[2]
    store.files.put_file(base64.b64decode(made.data), f"{made.picture[:12]}.{suffix}")


def _encoded(image: QImage, kind: str, quality: int) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)  # type: ignore[call-overload]
    return bytes(data.data())
