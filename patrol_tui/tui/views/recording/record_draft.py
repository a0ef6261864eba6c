"""What has been typed into a record's form, as a value that survives being put away."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from patrol_tui.domain.entries.ids import id_text, parse_id
from patrol_tui.domain.folding.pictures import Region
from patrol_tui.services.requests import PhotoFile
from patrol_tui.tui.kit.form.fields import Value

RECORD, THING = "record", "thing"
"""The forms that keep drafts: an issue's, and that of any other subject."""


@dataclass(frozen=True)
class RecordDraft:
    """An issue that is being recorded.

    Attributes:
        subject: the identity that the issue will have.
        kind: id of its kind, or empty while none is chosen.
        values: what all fields hold; those of a kind that was left stay too.
        touched: fields that the officer filled; others follow the clock.
        photos: files to attach.
        checkpoint: id of the checkpoint, or empty.
        answers: checkpoint and item that it is the answer to.
        cited: articles that it rests on, as `law:article`.
        form: which form it belongs to; of a thing's, `kind` is its type.
    """

    subject: bytes
    kind: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    touched: frozenset[str] = frozenset()
    photos: tuple[PhotoFile, ...] = ()
    checkpoint: str = ""
    answers: tuple[str, str] | None = None
    cited: tuple[str, ...] = ()
    form: str = RECORD

    @property
    def key(self) -> str:
        """Return what the draft is kept under."""
        return id_text(self.subject)

    def text(self, name: str) -> str:
        """Return what a field holds, as text."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else " ".join(value)

    def as_text(self) -> str:
        """Return the draft as it is kept."""
        body = {
            "form": self.form,
            "kind": self.kind,
            "values": self.values,
            "touched": sorted(self.touched),
            "photos": [
                [str(one.path), one.caption, one.turn, [region.body() for region in one.regions]]
                for one in self.photos
            ],
            "checkpoint": self.checkpoint,
            "answers": self.answers,
            "cited": self.cited,
        }
        return json.dumps(body)


def read_draft(key: str, text: str, form: str = RECORD) -> RecordDraft | None:
    """Return the draft that was kept under a key, or None where it is another form's."""
    subject = parse_id(key)
    try:
        body = json.loads(text)
    except ValueError:
        return None
    if subject is None or not isinstance(body, dict) or body.get("form") != form:
        return None
    answers = body.get("answers")
    return RecordDraft(
        subject=subject,
        kind=str(body.get("kind", "")),
        values={name: _value(value) for name, value in dict(body.get("values", {})).items()},
        touched=frozenset(body.get("touched", ())),
        photos=tuple(_photo(*said) for said in body.get("photos", ())),
        checkpoint=str(body.get("checkpoint", "")),
        answers=(str(answers[0]), str(answers[1])) if answers else None,
        cited=tuple(str(one) for one in body.get("cited", ())),
        form=form,
    )


def _photo(
    path: str, caption: str, turn: int = 0, regions: Sequence[Sequence[int]] = ()
) -> PhotoFile:
    """Return a photo as it was kept; an earlier version kept path and caption alone."""
    return PhotoFile(Path(path), caption, turn, tuple(Region(*one) for one in regions))


def _value(value: object) -> Value:
    if isinstance(value, list):
        return tuple(str(member) for member in value)
    return str(value)
