"""The law that a paper cites: that of the day of the act, and never what nobody has checked."""

from collections.abc import Iterable, Sequence

from patrol_tui.domain.catalog import IssueKind, LawRef, LawRole
from patrol_tui.domain.catalog.earlier import refs_of_day
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.words import Words
from patrol_tui.services.citations import citations
from patrol_tui.services.handbook import Standing, cite, standing_of
from patrol_tui.services.papers.form import Form

UNCHECKED = Words("〔待核实，不得直接引用〕", "[not checked: do not cite as it stands] ")
ORDER_FIRST = "order_first"
_BASIS = frozenset((LawRole.AUTHORITY, LawRole.PROCEDURE))


def breached(form: Form, kind: IssueKind, day: str) -> str:
    """Return the provisions that forbid what was seen, a line each."""
    bans = [ref for ref in _chosen(form, kind, day) if ref.role in {LawRole.BAN, LawRole.DUTY}]
    return _cited(form, bans, day)


def basis(form: Form, kind: IssueKind, day: str) -> str:
    """Return what an order to correct rests on, a line each."""
    own = [ref for ref in _chosen(form, kind, day) if ref.role in _BASIS]
    first = form.desk.catalog.topics.get(ORDER_FIRST) if kind.order_first else None
    return _cited(form, [*own, *(first.refs if first else ())], day) if kind.can_penalise else ""


def _chosen(form: Form, kind: IssueKind, day: str) -> Sequence[LawRef]:
    """Return what the officer cited in the record; all that the kind rests on, where nothing."""
    cited = citations(form.desk.catalog, form.state) if form.state is not None else ()
    return cited or refs_of_day(form.desk.catalog, kind.law, day)


def _cited(form: Form, refs: Iterable[LawRef], day: str) -> str:
    lines = dict.fromkeys(_line(form, ref, day) for ref in refs)
    return "\n".join(line for line in lines if line)


def _line(form: Form, ref: LawRef, day: str) -> str:
    """Return a citation, marked where its text was not read; nothing if it did not hold."""
    catalog, lang = form.desk.catalog, form.speech.lang
    try:
        law = cite(catalog, ref, day)
    except PatrolError:
        return ""
    said = f"《{law.name.zh}》{ref.articles_in(lang)}" if lang == "zh" else catalog.cited(ref, lang)
    is_sure = standing_of(law, day, is_read=ref.verified) is Standing.IN_FORCE
    return said if is_sure else f"{form.say(UNCHECKED)}{said}"
