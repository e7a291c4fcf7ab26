"""Pictures of articles: read from the laptop's rows off the UI thread, never larger than a page can use."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from desktop_app.domain.knowledge.pictures import MEDIA_TYPES
from desktop_app.domain.knowledge.rows import Picture
from desktop_app.ui.knowledge.article_shown import fitting
from desktop_app.ui.theme import Theme

MOST_PIXELS = 40_000_000
"""Of a picture as it says of itself; a larger one is not opened."""
WIDEST = 2400


def decoded(pictures: Iterable[Picture]) -> dict[str, QImage]:
    """By id. What is no picture, or another kind than it says, is left out, and shown as missing."""
    read = {each.id: _image(each) for each in pictures}
    return {id: image for id, image in read.items() if image is not None}


def scaled_to(image: QImage, theme: Theme, measure: int, ratio: float) -> QImage:
    """As large as it stands in the text, sharp on a screen with so many dots a pixel."""
    width, height = fitting(image.width(), image.height(), theme, measure)
    exact = QSize(round(width * ratio), round(height * ratio))
    if exact.width() < image.width():
        way = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(exact, Qt.AspectRatioMode.IgnoreAspectRatio, way)
    return image


def _image(picture: Picture) -> QImage | None:
    if picture.media_type not in MEDIA_TYPES:
        return None
    try:
        data = b64decode(picture.data, validate=True)
    except NotBase64:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(picture.media_type.removeprefix("image/").encode()))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return None
    if size.width() > WIDEST:
        reader.setScaledSize(QSize(WIDEST, max(1, size.height() * WIDEST // size.width())))
    image = reader.read()
    return None if image.isNull() else image
