"""Word and OpenDocument files read as Markdown: how a team brings along what it has written before."""

from desktop_app.documents.convert import SUFFIXES, convert
from desktop_app.documents.converted import Converted, Loss, Lost, NotConvertible, Reason

__all__ = ["SUFFIXES", "Converted", "Loss", "Lost", "NotConvertible", "Reason", "convert"]
