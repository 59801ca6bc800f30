"""Native charts: a stacked bar per row in the colours of the statuses, to be changed in PowerPoint."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.util import Pt

from dsw.palette import LIGHT
from dsw.powerpoint.sheet import FILLS, Box, Sheet, fill, rgb, tell
from dsw.segments import Segment, segments
from dsw.slides import BarRow
from dsw.slides.plain import plain
from dsw.texts import label

if TYPE_CHECKING:
    from pptx.chart.chart import Chart

#: A part of a bar smaller than this share holds no count: it would not fit.
_ROOM = 0.07
_ON = {
    Segment.DONE: LIGHT.on_done,
    Segment.BUSY: LIGHT.on_busy,
    Segment.STOPPED: LIGHT.on_stopped,
    Segment.NOT_STARTED: LIGHT.on_not_started,
}
_LAYOUT = (
    '<c:layout xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:manualLayout>'
    '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    '<c:x val="{x}"/><c:y val="{y}"/><c:w val="{w}"/><c:h val="{h}"/></c:manualLayout></c:layout>'
)


def draw_bars(sheet: Sheet, box: Box, rows: Sequence[BarRow], name: str, said: str) -> None:
    """A chart of stacked bars, each as wide as the others; the names stand beside it.

    Args:
        sheet: where it comes.
        box: where it stands; the bars fill it.
        rows: the bars, from above.
        name: what the chart is called; said: what can be seen in it.
    """
    frame = sheet.slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED_100, *box.emu, _data(rows))
    tell(frame, sheet.named(name), said)
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.color.rgb = Pt(13), rgb(LIGHT.ink)
    _axes(chart)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    for segment, series in zip(Segment, plot.series, strict=True):
        fill(series.format, FILLS[segment])
        _counts(series, segment, [row.tally.total for row in rows])
    _place(chart)


def _data(rows: Sequence[BarRow]) -> CategoryChartData:
    data = CategoryChartData(number_format="#,##0")
    data.categories = [plain(f"{row.number} {row.name}") for row in rows]
    columns = zip(*(segments(row.tally) for row in rows), strict=True)
    for parts in columns:
        data.add_series(label(parts[0][0]), [count for _, count in parts])
    return data


def _axes(chart: "Chart") -> None:
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.fill.background()
    names.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    values.visible, values.has_major_gridlines = False, False
    values.maximum_scale, values.minimum_scale = 1, 0
    values.tick_label_position = XL_TICK_LABEL_POSITION.NONE


def _counts(series: Any, segment: Segment, totals: Sequence[int]) -> None:
    """Counts in the parts where they can be read: not on a pattern, and not where they do not fit."""
    if segment not in _ON:
        return
    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, "#,##0;;", False
    labels.font.size, labels.font.bold, labels.font.color.rgb = Pt(12), True, rgb(_ON[segment])
    for place, (count, total) in enumerate(zip(series.values, totals, strict=True)):
        if not count or count < _ROOM * total:
            _without(labels._element, place)  # noqa: SLF001


def _without(labels: "etree._Element", place: int) -> None:
    """Take the count of one bar away."""
    space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    gone = etree.fromstring(f'<c:dLbl xmlns:c="{space}"><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>')
    labels.insert(len(labels.findall(f"{{{space}}}dLbl")), gone)


def _place(chart: "Chart") -> None:
    """Bars at a fixed place, so that a table beside them has its rows at the same heights."""
    chart.has_legend = False
    area = chart._chartSpace.chart.plotArea  # noqa: SLF001 - python-pptx places no plot
    for old in area.findall("{*}layout"):
        area.remove(old)
    area.insert(0, parse_xml(_LAYOUT.format(x=0, y=0, w=1, h=1)))
