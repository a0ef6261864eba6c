"""Beside the preview of an import: the row under the cursor, and what each column is."""

from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, current
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.imports.plan import Plan
from patrol_tui.services.imports.rows import PlannedRow
from patrol_tui.services.imports.telling import OUTCOMES, columns_of, note_of
from patrol_tui.tui.cells import cells
from patrol_tui.tui.kit.blocks import Fact, Gap, Head, Paragraph, Rule, Title
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.views.importing.import_rows import STYLES


def aside_blocks(plan: Plan, row: PlannedRow | None) -> list[Block]:
    """Return what is said of a row, then how the columns were understood."""
    return [*_row_blocks(row), *_column_blocks(plan)]


def _row_blocks(row: PlannedRow | None) -> list[Block]:
    if row is None:
        return []
    speech = Speech(_, current())
    word, style = OUTCOMES[row.outcome].in_(current()), STYLES.get(row.outcome, "soft")
    title = Title(_("Line {line}").format(line=row.line), "", word, style)
    blocks: list[Block] = [title, Rule()]
    texts = (row.title, row.number, note_of(row, speech))
    blocks += [Paragraph(inert(text)) for text in texts if text]
    return [*blocks, Gap()]


def _column_blocks(plan: Plan) -> list[Block]:
    speech = Speech(_, current())
    blocks: list[Block] = [Head(_("Columns"), plan.header.sheet.name)]
    known = [
        (speech.say(label), source if isinstance(source, str) else speech.say(source))
        for _field, label, source in columns_of(plan)
    ]
    column = max(cells(label) for label, _source in known) + 2
    blocks += [Fact(label, inert(source), column=column) for label, source in known]
    unread = "、".join(plan.header.unread())
    if unread:
        text = _("Not taken over: {titles}").format(titles=inert(unread))
        blocks += [Gap(), Paragraph(text, "soft")]
    return blocks
