"""Generated sentences: a heading that is the answer, the line below it, and a sentence for every figure.

No sentence ranks people or sections; each share carries its number and what we never heard of.
"""

from dsw.sentences.common import silence
from dsw.sentences.facts import (
    Fact,
    at_least,
    change_facts,
    empty_municipality_facts,
    gap_facts,
    missing_group_facts,
    obstacle_facts,
    province_facts,
    province_gap_facts,
    reach_facts,
    thin_action_facts,
)
from dsw.sentences.headlines import Headline, headline, meta, stamp_sentence
from dsw.sentences.names import (
    action_title,
    chosen_sentence,
    people_scope,
    pledge_scope,
    region_name,
    region_short,
    scope,
    section_name,
    section_short,
)

__all__ = [
    "Fact",
    "Headline",
    "action_title",
    "at_least",
    "change_facts",
    "chosen_sentence",
    "empty_municipality_facts",
    "gap_facts",
    "headline",
    "meta",
    "missing_group_facts",
    "obstacle_facts",
    "people_scope",
    "pledge_scope",
    "province_facts",
    "province_gap_facts",
    "reach_facts",
    "region_name",
    "region_short",
    "scope",
    "section_name",
    "section_short",
    "silence",
    "stamp_sentence",
    "thin_action_facts",
]
