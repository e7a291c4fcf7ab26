"""`sigap tour`: the real windows, driven by keys and clicks through the whole main job, every step checked."""

from desktop_app.entry.tour.run import run_tour

__all__ = ["run_tour"]
