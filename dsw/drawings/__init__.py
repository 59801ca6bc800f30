"""Blocks of HTML, made on the server from the answer objects: there before any chart library is.

Classes are those of the stylesheet (``dsw-``); everything from outside the code is escaped here.
"""

from dsw.drawings.bars import (
    action_group_rows_html,
    action_rows_html,
    bar_html,
    group_rows_html,
    legend_html,
    section_rows_html,
)
from dsw.drawings.blocks import (
    beginning_html,
    columns_html,
    empty_html,
    facts_html,
    figure_foot_html,
    figure_head_html,
    figure_html,
    headline_html,
    place_html,
    sketch_html,
)
from dsw.drawings.choices import Choice, DayChoice, Field, Words, field_html, folded_html, links_html
from dsw.drawings.imports import (
    duplicate_html,
    earlier_html,
    import_file_html,
    import_gone_html,
    import_head_html,
    import_lines_html,
    import_note_html,
    import_opening_html,
    import_sum_html,
    samples_html,
    sum_words,
    take_back_html,
)
from dsw.drawings.links import page_address
from dsw.drawings.moments import comparison_rows_html, differences_html
from dsw.drawings.pages import action_html, numbers_html, region_html, sections_html
from dsw.drawings.people import cards_html, newcomers_html, pages_html, voices_html
from dsw.drawings.waiting import waiting_html
from dsw.drawings.worklist import pledge_name, work_group_html, work_item_html, work_name, work_opening_html

__all__ = [
    "beginning_html",
    "duplicate_html",
    "earlier_html",
    "import_file_html",
    "import_gone_html",
    "import_head_html",
    "import_lines_html",
    "import_note_html",
    "import_opening_html",
    "import_sum_html",
    "samples_html",
    "sum_words",
    "take_back_html",
    "Choice",
    "DayChoice",
    "Field",
    "Words",
    "action_group_rows_html",
    "action_html",
    "action_rows_html",
    "bar_html",
    "cards_html",
    "columns_html",
    "comparison_rows_html",
    "differences_html",
    "empty_html",
    "facts_html",
    "field_html",
    "figure_foot_html",
    "figure_head_html",
    "figure_html",
    "folded_html",
    "group_rows_html",
    "headline_html",
    "legend_html",
    "links_html",
    "newcomers_html",
    "numbers_html",
    "page_address",
    "pages_html",
    "pledge_name",
    "place_html",
    "region_html",
    "section_rows_html",
    "sections_html",
    "sketch_html",
    "voices_html",
    "waiting_html",
    "work_group_html",
    "work_item_html",
    "work_name",
    "work_opening_html",
]
