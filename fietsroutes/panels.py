"""The map above the stops in the editor."""

from typing import Any

from wagtail.admin.panels import HelpPanel

from .map_data import editor_map, map_words, stops_words


class StopsMapPanel(HelpPanel):
    """Shows the line; a script puts the stops of the form on it and lets an editor add and move them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(template="fietsroutes/admin/stops_panel.html", **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        """Leave out what the constructor fills in."""
        kwargs = super().clone_kwargs()
        for name in ("template", "content"):
            kwargs.pop(name, None)
        return kwargs

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel with its line."""

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the line, the map under it and the words."""
            return {
                **super().get_context_data(parent_context),
                "map_data": editor_map(self.instance, self.request),
                "words": {**map_words(), **stops_words()},
            }
