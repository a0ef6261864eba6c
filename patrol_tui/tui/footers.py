"""What the row of keys of each screen shows; which keys stay where few have room."""

FOOTERS: dict[str, str] = {
    "unlock": "unlock.enter unlock.other app.menu app.leave",
    "unlock_opening": "unlock.stop",
    "mend": "mend.rebuild mend.stop app.leave",
    "mend_running": "mend.stop",
    "mend_done": "mend.open app.leave",
    "setup": "setup.next form.next setup.file setup.back app.menu app.leave",
    "today": "today.open app.record app.sync app.find app.menu app.help",
    "patrol": "patrol.ok patrol.problem patrol.unchecked patrol.leave patrol.face app.help",
    "patrol_on_way": (
        "patrol.ok patrol.problem patrol.unchecked patrol.change app.record patrol.face app.menu"
        " app.help"
    ),
    "patrol_planned": (
        "patrol.problem app.record patrol.codes patrol.face app.find app.menu app.help"
    ),
    "patrol_touch": "patrol.leave app.record patrol.face app.menu app.help",
    "patrol_on_way_touch": "patrol.change app.record patrol.face app.menu app.help",
    "map": "map.open map.nearer map.farther app.record patrol.face map.whole app.help",
    "map_touch": "map.nearer map.farther patrol.face app.menu app.help",
    "record_kind": "record.choose record.handbook record.back app.help",
    "record": "record.save form.next record.photo record.handbook record.back app.help",
    "issues": (
        "issues.open app.record issues.decide issues.filter app.next_pane app.menu issues.begin"
        " app.help"
    ),
    "issues_page": (
        "issues.decide app.record issues.begin issues.move issues.back issues.look issues.related"
        " issues.case app.menu app.help"
    ),
    "handbook": (
        "handbook.open handbook.filter handbook.cite handbook.day handbook.related app.menu"
        " app.next_pane app.help"
    ),
    "requests": (
        "requests.next requests.new requests.change app.next_pane app.find app.menu"
        " requests.filter requests.begin app.help"
    ),
    "requests_page": (
        "requests.next requests.new requests.begin requests.change requests.back requests.related"
        " requests.case app.menu app.help"
    ),
    "meetings": (
        "meetings.open meetings.new meetings.change meetings.next app.next_pane app.menu"
        " meetings.filter meetings.begin app.help"
    ),
    "meetings_page": (
        "meetings.next meetings.new meetings.begin meetings.change meetings.back meetings.related"
        " meetings.case app.menu app.help"
    ),
    "thing": "thing.save form.next thing.photo thing.back app.menu app.help",
    "album": "album.next album.right album.blacken album.back album.before album.full app.help",
    "album_touch": "album.next album.right album.blacken album.back app.help",
    "blacken": "blacken.make blacken.lay blacken.mode blacken.nearer blacken.back app.help",
    "blacken_touch": "blacken.make blacken.lay blacken.nearer blacken.back app.help",
    "sync": "sync.receipt app.sync sync.decide sync.stick app.menu app.help",
    "sync_running": (
        "sync.stop sync.decide sync.photos_later sync.receipt sync.stick app.menu app.help"
    ),
    "receipt": "app.leave receipt.keep receipt.each app.menu app.help",
    "receipt_missing": "app.sync receipt.keep receipt.first receipt.each app.menu app.help",
    "settings": (
        "settings.change settings.laptops settings.add_officer app.next_pane app.menu app.help"
    ),
    "laptops": (
        "laptops.open laptops.change laptops.let_in laptops.filter app.next_pane app.menu app.help"
    ),
    "figures": (
        "figures.open figures.all figures.period figures.scope figures.export app.menu app.help"
    ),
    "imports": "imports.go imports.file form.next app.next_pane imports.back app.menu app.help",
    "plain": "app.record app.find app.menu app.help",
    "dialog": "dialog.accept dialog.cancel",
    "filters": "filters.take filters.rename filters.delete filters.close",
    "conflict": "conflict.take conflict.photos conflict.seen conflict.later",
    "photos": "photos.accept photos.folder photos.look photos.close",
    "stick": "stick.go stick.file stick.close",
    "export": "export.go export.close",
    "offered": "offered.accept offered.tick offered.look offered.later",
    "safety": "safety.safe safety.sos safety.later",
}
"""The six or seven commands each screen's footer shows, most needed first."""

STAYS = frozenset(("app.help", "app.record", "requests.new", "meetings.new"))
"""What a footer shows however little room there is: help, and F7 for what is new."""

STAYS_FOR_FINGERS = STAYS | {
    "app.menu",
    *(f"{screen}.back" for screen in ("record", "thing", "setup", "imports")),
    *(f"{screen}.back" for screen in ("issues", "requests", "meetings")),
}
"""Fingers have no other keys: the menu and the way back stay too."""

FOR_EMPTY = {
    "issues": "app.record issues.next_saved app.sync app.find",
    "requests": "requests.new requests.slice app.sync app.find",
    "meetings": "meetings.new meetings.slice app.sync app.find",
    "handbook": "handbook.back handbook.day app.find",
    "laptops": "laptops.back app.sync app.find",
}
"""What helps on where a list has nothing to show."""
