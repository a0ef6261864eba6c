"""Arguments and options that several verbs share, each declared once.

Values stay text until a verb reads them: so that every message about them is our own.
"""

from typing import Annotated

import typer

from patrol_tui.domain.language.errors import N_

Id = Annotated[
    str, typer.Argument(metavar="ID", help=N_("a UUID, a number, or the unique beginning of one"))
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("why"))]
Rename = Annotated[
    bool,
    typer.Option("--rename", help=N_("give the officer who carries the badge this name")),
]
Limit = Annotated[
    str, typer.Option("--limit", metavar="N", help=N_("at most so many; 50 unless given"))
]
After = Annotated[
    str | None,
    typer.Option("--after", metavar="CURSOR", help=N_("go on where `next` of a list stopped")),
]
RouteName = Annotated[
    str, typer.Argument(metavar="ROUTE", help=N_("id, name, pinyin or initials of a route"))
]
PointName = Annotated[
    str,
    typer.Argument(metavar="CHECKPOINT", help=N_("id, name or number on the route")),
]
StationName = Annotated[
    str | None, typer.Option("--station", metavar="S", help=N_("id, code or name of a station"))
]
Latitude = Annotated[str | None, typer.Option("--lat", metavar="N", help=N_("latitude in degrees"))]
Longitude = Annotated[
    str | None, typer.Option("--lon", metavar="N", help=N_("longitude in degrees"))
]

DatumGiven = Annotated[
    str,
    typer.Option(
        "--datum", metavar="D", help=N_("wgs84; gcj02 from Amap or Tencent, bd09 from Baidu")
    ),
]

MOST_ROWS = 10_000
