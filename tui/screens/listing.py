"""A list of articles from top to bottom, and the cursor in it."""

from tui.screens.fetching import FetchingScreen
from tui.widgets.row_list import RowList


class ListingScreen(FetchingScreen):
    """Adds the commands of a list of rows."""

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self.query_one(RowList).move(rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is on screen at once."""
        rows = self.query_one(RowList)
        rows.move(pages * rows.page)

    def action_edge(self, direction: int) -> None:
        """Move the cursor to the first or the last row."""
        rows = self.query_one(RowList)
        rows.move(direction * rows.count)

    def action_open(self) -> None:
        """Read what is under the cursor."""
        self.query_one(RowList).choose()
