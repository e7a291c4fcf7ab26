"""The index over the knowledge base: search as it is typed, by section, in Indonesian and English."""

from desktop_app.search.filters import Filters
from desktop_app.search.generations import IndexBusy
from desktop_app.search.index import IndexState, KnowledgeIndex
from desktop_app.search.results import Hit, Place, SearchPage

__all__ = ["Filters", "Hit", "IndexBusy", "IndexState", "KnowledgeIndex", "Place", "SearchPage"]
