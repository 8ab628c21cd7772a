"""Writes `docs/stories.md`."""

from tests.stories import PAGE, page

PAGE.write_text(page(), encoding="utf-8")
