"""The lists that grow within a thing, as rows of its pane."""

from patrol_tui.domain.folding.subject import Field
from patrol_tui.language import _
from patrol_tui.services.growing.lines import lines_of, tally
from patrol_tui.services.overview.campaigns import Standing
from patrol_tui.tui.kit.blocks import Fact, Head
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.views.issues.issue_facts import fact_column
from patrol_tui.tui.views.seen.seen import Seen
from patrol_tui.tui.views.wording.spoken import spoken


def campaign_rows(standing: Standing) -> list[Block]:
    """Return how a campaign stands, each part with its whole."""
    back = _("came back {count} of {struck}").format(
        count=standing.came_back, struck=standing.struck
    )
    struck = _("{count} of {listed}").format(count=standing.struck, listed=standing.listed)
    style = "red bold" if standing.came_back else "soft"
    return [Fact(_("Struck off"), struck, back, right_style=style, column=fact_column())]


def line_rows(seen: Seen, field: Field) -> list[Block]:
    """Return a list with its head, which counts the answers; nothing where it has no line."""
    rows = lines_of(seen.catalog, seen.subject, seen.state, field, seen.now_us)
    if not rows:
        return []
    counted = [f"{spoken(one.name)} {count}" for one, count in tally(seen.state, field).items()]
    label = field.name if isinstance(field.label, str) else spoken(field.label)
    is_counted = field == seen.subject.counted
    count = seen.subject.times(seen.state) if is_counted else len(rows)
    head = Head(f"{label}  {count}", right="  ".join(counted))
    column = fact_column()
    return [head, *(Fact(spoken(who), spoken(what), column=column) for who, what in rows)]
