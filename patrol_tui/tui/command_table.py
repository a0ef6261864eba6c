"""Every command there is: its keys, its words, where it holds.

The one table: bindings, footers, help, the finder and README read it. The first key is the one that
is shown; twins are what a Chinese input method makes of it, and vim's letters.
"""

from dataclasses import dataclass

from patrol_tui.domain.language.errors import N_


@dataclass(frozen=True)
class Command:
    """Something a key can do.

    Attributes:
        id: `scope.name`; keys are remapped by it.
        keys: in Textual's names; none for what only menu and finder reach.
        action: the action that Textual runs on the widget or screen of the scope.
        name: one or two words, the msgid of the verb in footers.
        help: a sentence, a msgid.
        twins: further keys, not shown in footers.
    """

    id: str
    keys: str
    action: str
    name: str
    help: str
    twins: str = ""

    @property
    def scope(self) -> str:
        """Where it holds: a screen, or `app`, `list`, `sheet`, `form`, `dialog`."""
        return self.id.partition(".")[0]

    @property
    def all_keys(self) -> tuple[str, ...]:
        """Shown keys and twins."""
        return tuple(f"{self.keys} {self.twins}".split())


C = Command
COMMANDS: tuple[Command, ...] = (
    C("app.today", "1", "go('today')", N_("Today"), N_("What is due, and the next step"), "１"),
    C("app.patrol", "2", "go('patrol')", N_("Patrol"), N_("The route and its checklists"), "２"),
    C("app.issues", "3", "go('issues')", N_("Issues"), N_("All issues, by deadline"), "３"),
    C("app.requests", "4", "go('requests')", N_("Requests"), N_("Requests of residents"), "４"),
    C("app.meetings", "5", "go('meetings')", N_("Meetings"), N_("Meetings and whistles"), "５"),
    C("app.handbook", "6", "go('handbook')", N_("Handbook"), N_("Law, duties, directory"), "６"),
    C("app.figures", "7", "go('figures')", N_("Figures"), N_("Figures of the station"), "７"),
    C("app.sync_page", "8", "go('sync')", N_("Sync page"), N_("What goes and comes"), "８"),
    C("app.settings", "9", "go('settings')", N_("Settings"), N_("Language, colours, keys"), "９"),
    C(
        "app.help",
        "f1",
        "help",
        N_("Help"),
        N_("The keys that hold where you are"),
        "question_mark fullwidth_question_mark",
    ),
    C("app.find", "f3", "find", N_("Find"), N_("Search everything, by name or pinyin")),
    C("app.finder", "ctrl+p", "finder", N_("Commands"), N_("Every command, by name or pinyin")),
    C("app.sync", "f5", "sync", N_("Sync"), N_("Send and fetch now")),
    C("app.next_pane", "f6", "next_pane", N_("Pane"), N_("Go to the next pane")),
    C("app.record", "f7", "record", N_("Record"), N_("Record an issue")),
    C("app.repeat", "", "repeat", N_("Once more"), N_("Record what was recorded last once more")),
    C("app.retract", "f8", "retract", N_("Retract"), N_("Withdraw what is selected")),
    C("app.menu", "f9", "menu", N_("Menu"), N_("Everything else")),
    C("app.leave", "f10", "leave", N_("Leave"), N_("Lock and leave"), "ctrl+q"),
    C("app.back", "escape", "back", N_("Back"), N_("One step back; nothing typed is lost")),
    C("app.undo", "ctrl+z", "undo", N_("Undo"), N_("Take back the last step, if not yet sent")),
    C("app.imports", "", "imports", N_("Import"), N_("Take in a table that the office has")),
    C("app.export", "", "export_list", N_("Export"), N_("Write a list to a file: ledger, issues")),
    C("app.safe", "", "safe", N_("I am safe"), N_("Write down that all is well")),
    C("app.sos", "f12", "sos", "SOS", N_("Write a note that help is needed")),
    C("app.lock", "", "lock", N_("Lock"), N_("Ask for the PIN again")),
    C(
        "app.mend",
        "",
        "mend",
        N_("Check the ledger"),
        N_("Make the ledger whole again, and its lists anew"),
    ),
    C("app.touch", "", "touch", N_("Large targets"), N_("Rows three high, for fingers")),
    C("app.theme", "", "theme", N_("Colours"), N_("Day, sunlight or night")),
    C("app.language", "", "language", N_("Language"), N_("Chinese or English")),
    C("list.up", "up", "move('up')", N_("Up"), N_("One row up"), "k"),
    C("list.down", "down", "move('down')", N_("Down"), N_("One row down"), "j"),
    C("list.page_up", "pageup", "move('page_up')", N_("Page up"), N_("A page up"), "ctrl+b"),
    C("list.page_down", "pagedown", "move('page_down')", N_("Page down"), N_("A page down")),
    C("list.home", "home", "move('home')", N_("First"), N_("To the first row"), "g"),
    C("list.end", "end", "move('end')", N_("Last"), N_("To the last row"), "G"),
    C("sheet.up", "up", "scroll('up')", N_("Up"), N_("One row up"), "k"),
    C("sheet.down", "down", "scroll('down')", N_("Down"), N_("One row down"), "j"),
    C("sheet.page_up", "pageup", "scroll('page_up')", N_("Page up"), N_("A page up"), "ctrl+b"),
    C("sheet.page_down", "pagedown", "scroll('page_down')", N_("Page down"), N_("A page down")),
    C("sheet.home", "home", "scroll('home')", N_("First"), N_("To the first row"), "g"),
    C("sheet.end", "end", "scroll('end')", N_("Last"), N_("To the last row"), "G"),
    C("form.next", "tab", "next_field", N_("Next"), N_("To the next field")),
    C("form.previous", "shift+tab", "previous_field", N_("Previous"), N_("To the field before")),
    C("dialog.accept", "f2", "accept", N_("OK"), N_("Do it")),
    C("dialog.cancel", "escape", "cancel", N_("Cancel"), N_("Close; nothing changes")),
    C("unlock.enter", "enter", "enter", N_("Sign in"), N_("Open with this PIN")),
    C("unlock.other", "f4", "other", N_("Switch"), N_("Choose another officer")),
    C(
        "unlock.forgotten",
        "f7",
        "forgotten",
        N_("PIN forgotten"),
        N_("Set a new PIN by the code that the bureau gives"),
    ),
    C("mend.rebuild", "f2", "rebuild", N_("Rebuild"), N_("Make the ledger whole again")),
    C("mend.open", "enter", "open", N_("Open"), N_("Open the home again")),
    C("mend.stop", "escape", "stop", N_("Not now"), N_("Stop what runs, else leave it as it is")),
    C("setup.next", "f2", "onward", N_("Next step"), N_("On to the next step")),
    C("setup.file", "f3", "file", N_("Choose file"), N_("Look for the file in folders")),
    C("setup.back", "escape", "previous", N_("Back"), N_("One step back; nothing typed is lost")),
    C("setup.enter", "enter", "onward", N_("Next step"), N_("On to the next step")),
    C("today.open", "enter", "open", N_("Open"), N_("Do the next step, or open the row")),
    C("patrol.ok", "space", "ok", N_("Normal"), N_("The item is as it should be"), "plus"),
    C("patrol.problem", "enter", "problem", N_("Problem"), N_("Record what is wrong"), "minus"),
    C("patrol.unchecked", "delete", "unchecked", N_("Not checked"), N_("Say why"), "0"),
    C("patrol.leave", "f2", "leave_stop", N_("Leave stop"), N_("Leave the checkpoint")),
    C("patrol.change", "f4", "change", N_("Change"), N_("Change route, pause, finish")),
    C("patrol.face", "f6", "face", N_("Pane"), N_("Checklist, stops, map, in turn")),
    C("patrol.start", "", "start", N_("Start patrol"), N_("Choose a route and start")),
    C("patrol.pause", "", "pause", N_("Pause"), N_("Pause or go on with the patrol")),
    C("patrol.finish", "", "finish", N_("Finish patrol"), N_("Skipped stops need a reason")),
    C("map.open", "enter", "open", N_("This place"), N_("Show what is at this place")),
    C("map.nearer", "pageup", "nearer", N_("Nearer"), N_("Show less, larger")),
    C("map.farther", "pagedown", "farther", N_("Farther"), N_("Show more, smaller")),
    C("map.up", "up", "pan('up')", N_("North"), N_("Move the map's sight"), "k"),
    C("map.down", "down", "pan('down')", N_("South"), N_("Move the map's sight"), "j"),
    C("map.left", "left", "pan('left')", N_("West"), N_("Move the map's sight"), "h"),
    C("map.right", "right", "pan('right')", N_("East"), N_("Move the map's sight"), "l"),
    C("map.whole", "home", "whole", N_("Whole route"), N_("Show all stops and the track"), "g"),
    C("map.me", "end", "me", N_("To me"), N_("Put where I am into the middle"), "G"),
    C("record.save", "f2", "save", N_("Save"), N_("Save the record")),
    C("record.photo", "f4", "photo", N_("Add photo"), N_("Add photos")),
    C("record.handbook", "f3", "handbook", N_("Handbook"), N_("Look up law and duties")),
    C("record.back", "escape", "back", N_("Put down"), N_("The draft stays")),
    C("record.choose", "enter", "choose", N_("Choose"), N_("Take the row under the cursor")),
    C("record.kind", "", "kind", N_("Other kind"), N_("Choose another kind; what fits stays")),
    C("record.discard", "", "discard", N_("Throw away"), N_("Throw the draft away, if you say so")),
    C("issues.open", "enter", "open", N_("Open"), N_("Give the detail the whole width")),
    C("issues.filter", "slash", "filter", N_("Filter"), N_("Filter as you type"), "、 ／"),
    C("issues.decide", "f4", "decide", N_("Decide"), N_("Settle a conflict, or change the case")),
    C("issues.back", "escape", "back", N_("Back"), N_("Clear the filter, then go back")),
    C(
        "issues.next_saved",
        "right",
        "saved(1)",
        N_("Next filter"),
        N_("The next saved filter"),
        "l",
    ),
    C(
        "issues.previous_saved",
        "left",
        "saved(-1)",
        N_("Filter before"),
        N_("The saved filter before"),
        "h",
    ),
    C(
        "issues.saved",
        "",
        "choose_saved",
        N_("Saved filters"),
        N_("Open, all, due, mine, conflicts"),
    ),
    C("issues.change", "", "change", N_("Change"), N_("Offer all that can be done to the case")),
    C("issues.correct", "", "correct", N_("Correct"), N_("Correct a field; the old value stays")),
    C("issues.recheck", "", "recheck", N_("Re-check"), N_("Write down what a re-check found")),
    C("issues.move", "f2", "advance", N_("Next step"), N_("Move the case to its next step")),
    C("issues.note", "", "note", N_("Add note"), N_("Add a note to the case")),
    C("issues.photo", "", "photo", N_("Add photo"), N_("Add photos")),
    C("issues.look", "space", "look", N_("See photos"), N_("Look at the photos of the case")),
    C("issues.related", "tab", "related", N_("Related"), N_("Go to what it has to do with")),
    C("issues.case", "ctrl+e", "case_file", N_("Case file"), N_("The whole case as one PDF")),
    C("issues.begin", "", "begin", N_("Begin out of this"), N_("It names this one")),
    C(
        "issues.papers",
        "",
        "papers",
        N_("Make out a paper"),
        N_("As Word and PDF"),
    ),
    C("issues.share", "", "share", N_("Share"), N_("Share the case with another station")),
    C("handbook.open", "enter", "open", N_("Open"), N_("Give the detail the whole width")),
    C("handbook.filter", "slash", "filter", N_("Filter"), N_("Filter as you type"), "、 ／"),
    C("handbook.day", "f4", "day", N_("Other day"), N_("The law of another day")),
    C("handbook.cite", "f2", "cite", N_("Cite"), N_("Cite an article in a record")),
    C("handbook.back", "escape", "back", N_("Back"), N_("Clear the filter, then go back")),
    C("requests.open", "space", "open", N_("Open"), N_("Give the detail the whole width")),
    C("requests.next", "enter", "advance", N_("Next step"), N_("Take the step that is next"), "f2"),
    C("requests.new", "f7", "new", N_("New"), N_("Begin a new one")),
    C("requests.change", "f4", "change", N_("Change"), N_("Settle a conflict, or change it")),
    C("requests.related", "tab", "related", N_("Related"), N_("Go to what it has to do with")),
    C("requests.case", "ctrl+e", "case_file", N_("Case file"), N_("The whole case as one PDF")),
    C("requests.begin", "", "begin", N_("Begin out of this"), N_("It names this one")),
    C("requests.filter", "slash", "filter", N_("Filter"), N_("Filter as you type"), "、 ／"),
    C("requests.back", "escape", "back", N_("Back"), N_("Clear the filter, then go back")),
    C("requests.slice", "right", "slice(1)", N_("Next filter"), N_("The next saved filter"), "l"),
    C(
        "requests.slice_before",
        "left",
        "slice(-1)",
        N_("Filter before"),
        N_("The saved filter before"),
        "h",
    ),
    C("meetings.open", "enter", "open", N_("Open"), N_("Give the detail the whole width")),
    C("meetings.next", "f2", "advance", N_("Next step"), N_("Take the step that is next")),
    C("meetings.new", "f7", "new", N_("New"), N_("Begin a new one")),
    C("meetings.change", "f4", "change", N_("Change"), N_("Settle a conflict, or change it")),
    C("meetings.related", "tab", "related", N_("Related"), N_("Go to what it has to do with")),
    C("meetings.case", "ctrl+e", "case_file", N_("Case file"), N_("The whole case as one PDF")),
    C("meetings.begin", "", "begin", N_("Begin out of this"), N_("It names this one")),
    C("meetings.filter", "slash", "filter", N_("Filter"), N_("Filter as you type"), "、 ／"),
    C("meetings.back", "escape", "back", N_("Back"), N_("Clear the filter, then go back")),
    C("meetings.slice", "right", "slice(1)", N_("Next filter"), N_("The next saved filter"), "l"),
    C(
        "meetings.slice_before",
        "left",
        "slice(-1)",
        N_("Filter before"),
        N_("The saved filter before"),
        "h",
    ),
    C(
        "meetings.papers",
        "",
        "papers",
        N_("Make out a paper"),
        N_("As Word and PDF"),
    ),
    C("thing.save", "f2", "save", N_("Save"), N_("Save it")),
    C("thing.photo", "f4", "photo", N_("Add photo"), N_("Add photos")),
    C("thing.back", "escape", "back", N_("Put down"), N_("The draft stays")),
    C("thing.discard", "", "discard", N_("Throw away"), N_("Throw the draft away, if you say so")),
    C("conflict.take", "f2", "accept", N_("Take it"), N_("Write the chosen value")),
    C("conflict.photos", "f3", "photos", N_("See photos"), N_("Look at the photos of both")),
    C("conflict.seen", "f6", "seen", N_("Who saw what"), N_("What each had seen when writing")),
    C("conflict.later", "escape", "cancel", N_("Not now"), N_("Nothing changes")),
    C("photos.accept", "f2", "accept", N_("Add"), N_("Add the photo that is typed")),
    C("photos.folder", "f3", "folder", N_("Choose file"), N_("Look into a folder")),
    C("photos.close", "escape", "cancel", N_("Close"), N_("What was added stays")),
    C("figures.open", "enter", "open", N_("Cases"), N_("The issues behind the row")),
    C("figures.period", "f4", "period", N_("Period"), N_("Figures of other days")),
    C("figures.scope", "f6", "scope", N_("Scope"), N_("This station, or the district")),
    C("figures.all", "space", "all", N_("All figures"), N_("Every rate, and places by week")),
    C("figures.export", "f2", "export", N_("Export"), N_("Write the figures to a workbook")),
    C("figures.next", "right", "grouping(1)", N_("Next table"), N_("The next table"), "l"),
    C("figures.before", "left", "grouping(-1)", N_("Table before"), N_("The table before"), "h"),
    C("sync.receipt", "enter", "receipt", N_("Receipt"), N_("May the laptop be closed?")),
    C("sync.stick", "f2", "stick", N_("USB sync"), N_("Sync by USB stick")),
    C("sync.decide", "f4", "decide", N_("Decide"), N_("Settle conflicts")),
    C(
        "sync.quarantine",
        "f6",
        "quarantine",
        N_("Quarantine"),
        N_("What is kept without effect, and why"),
    ),
    C(
        "sync.photos_later",
        "space",
        "photos_later",
        N_("Photos later"),
        N_("Send entries alone; once more sends the photos too"),
    ),
    C("sync.stop", "escape", "back", N_("Stop"), N_("Stop; what was sent stays sent")),
    C("receipt.keep", "f2", "keep", N_("Keep receipt"), N_("Keep a whole receipt; else USB sync")),
    C(
        "receipt.file",
        "",
        "file",
        N_("Receipt file"),
        N_("Write the receipt as it stands to a file"),
    ),
    C("receipt.each", "f3", "each", N_("One by one"), N_("See every entry")),
    C("receipt.first", "enter", "first", N_("First missing"), N_("Show the first missing thing")),
    C("stick.go", "f2", "accept", N_("Write"), N_("Write the file, or read it")),
    C("stick.file", "f3", "folder", N_("Choose file"), N_("Look for the file in folders")),
    C("stick.close", "escape", "cancel", N_("Close"), N_("Stop what runs, else close")),
    C("export.go", "f2", "accept", N_("Export"), N_("Write the file")),
    C("export.close", "escape", "cancel", N_("Close"), N_("Stop what runs, else close")),
    C("imports.go", "f2", "go_on", N_("Look at it"), N_("Check the table; once more writes it")),
    C("imports.file", "f3", "file", N_("Choose file"), N_("Look for the file in folders")),
    C("imports.back", "escape", "back", N_("Back"), N_("Stop what runs, else go back")),
    C("safety.safe", "enter", "safe", N_("I am safe"), N_("Write down that all is well"), "f2"),
    C("safety.sos", "f12", "sos", "SOS", N_("Write a note that help is needed")),
    C("safety.later", "escape", "cancel", N_("In a minute"), N_("Ask once more in a minute")),
    C("settings.change", "enter", "change", N_("Change"), N_("Change this setting")),
    C(
        "settings.add_officer",
        "f7",
        "add_officer",
        N_("Add officer"),
        N_("Let a further officer open this laptop, with an own PIN"),
    ),
    C(
        "settings.laptops",
        "f4",
        "laptops",
        N_("Laptops"),
        N_("The district's laptops: when they came last, shut one out"),
    ),
    C("laptops.open", "enter", "open", N_("Open"), N_("Give the detail the whole width")),
    C("laptops.change", "f4", "change", N_("Change"), N_("Shut it out, or help with a lost PIN")),
    C("laptops.let_in", "f7", "let_in", N_("Let in"), N_("Make the file that sets a laptop up")),
    C("laptops.filter", "slash", "filter", N_("Filter"), N_("Filter as you type"), "、 ／"),
    C("laptops.back", "escape", "back", N_("Back"), N_("Clear the filter, then go back")),
)

FOOTERS: dict[str, str] = {
    "unlock": "unlock.enter unlock.other app.menu app.leave",
    "mend": "mend.rebuild mend.stop app.leave",
    "mend_running": "mend.stop",
    "mend_done": "mend.open app.leave",
    "setup": "setup.next form.next setup.file setup.back app.menu app.leave",
    "today": "today.open app.record app.sync app.find app.menu app.help",
    "patrol": "patrol.ok patrol.problem patrol.unchecked patrol.leave patrol.face app.help",
    "patrol_touch": "patrol.leave app.record patrol.face app.menu app.help",
    "map": "map.open map.nearer map.farther app.record patrol.face map.whole app.help",
    "record_kind": "record.choose record.handbook record.back app.help",
    "record": "record.save form.next record.photo record.handbook record.back app.help",
    "issues": (
        "issues.open issues.filter issues.decide app.record app.next_pane app.menu app.help"
    ),
    "handbook": (
        "handbook.open handbook.filter handbook.cite handbook.day app.next_pane app.menu app.help"
    ),
    "requests": (
        "requests.next requests.new requests.change app.next_pane app.find app.menu app.help"
    ),
    "meetings": (
        "meetings.open meetings.new meetings.change meetings.next app.next_pane app.menu app.help"
    ),
    "thing": "thing.save form.next thing.photo thing.back app.menu app.help",
    "sync": "sync.receipt app.sync sync.stick sync.decide app.menu app.help",
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
    "imports": "imports.go form.next imports.file app.next_pane imports.back app.menu app.help",
    "plain": "app.record app.find app.menu app.help",
    "dialog": "dialog.accept dialog.cancel",
    "conflict": "conflict.take conflict.photos conflict.seen conflict.later",
    "photos": "photos.accept photos.folder photos.close",
    "stick": "stick.go stick.file stick.close",
    "export": "export.go export.close",
    "safety": "safety.safe safety.sos safety.later",
}
"""The six or seven commands each screen's footer shows, most needed first."""

TABS: tuple[tuple[str, str, str], ...] = (
    ("today", "app.today", N_("tab|Today")),
    ("patrol", "app.patrol", N_("tab|Patrol")),
    ("issues", "app.issues", N_("tab|Issue")),
    ("requests", "app.requests", N_("tab|Asks")),
    ("meetings", "app.meetings", N_("tab|Meet")),
    ("handbook", "app.handbook", N_("tab|Law")),
    ("figures", "app.figures", N_("tab|Stats")),
    ("sync", "app.sync_page", N_("tab|Sync")),
    ("settings", "app.settings", N_("tab|Set")),
)
"""Screen, command and name of each tab; the name stands behind the `|`."""
