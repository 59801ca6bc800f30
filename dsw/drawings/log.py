"""The log of the staff, a day at a time. Everything people wrote is escaped."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

from dsw.sentences.log import about_words, act_words, doer_words, done
from dsw.settings import TIME_ZONE
from dsw.texts import day, text
from dsw.views import LogLine


def log_html(lines: Sequence[LogLine]) -> str:
    """Lines of the log under the day on which they were recorded."""
    days = groupby(lines, key=lambda line: line.at.astimezone(TIME_ZONE).date())
    return "".join(
        f'<h2 class="dsw-log-day">{escape(day(when))}</h2>'
        f'<ol class="dsw-log">{"".join(map(_line, some))}</ol>'
        for when, some in days
    )


def _line(line: LogLine) -> str:
    local = line.at.astimezone(TIME_ZONE)
    about = about_words(line)
    of = f"<span>{escape(about)}</span>" if about else ""
    by = text("logboek.alleen_door", wie=doer_words(line))
    if line.fact:
        by = text("logboek.door", wie=doer_words(line), handeling=act_words(line.act))
    since = text("logboek.sinds", dag=line.day) if line.day and line.day != local.date() else ""
    more = "".join(f"<p>{escape(said)}</p>" for said in (_joined(by, since), _why(line)) if said)
    return (
        f'<li><time datetime="{local.isoformat(timespec="seconds")}">{local:%H.%M}</time>'
        f"<div><p><b>{escape(done(line))}</b> {of}</p>{more}</div></li>"
    )


def _joined(by: str, since: str) -> str:
    return f"{by} · {since}" if since else by


def _why(line: LogLine) -> str:
    return text("logboek.waarom", reden=line.why) if line.why else ""
