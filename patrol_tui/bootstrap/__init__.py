"""Joins settings, catalogue, stores and services. The functions import what they need when called.

The shells import this package before the first frame, so it must stay cheap: what it offers is
imported when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patrol_tui.bootstrap.ahead import id_text, load_ahead, track_kept, undo_last
    from patrol_tui.bootstrap.bureau import (
        add_officer,
        check_code,
        expunge,
        follow,
        publish,
        readmit,
        recover,
        recover_pin,
        release,
        revoke,
    )
    from patrol_tui.bootstrap.evidence import export_evidence
    from patrol_tui.bootstrap.homes import (
        LEDGER_FILE,
        SHARED_URL,
        Home,
        Unlocked,
        change_pin,
        keep_settings,
        open_home,
        unlock,
    )
    from patrol_tui.bootstrap.importing import read_column_map, read_tables
    from patrol_tui.bootstrap.positions import boundaries, heard, receiver
    from patrol_tui.bootstrap.printing import print_codes
    from patrol_tui.bootstrap.rebuilding import Left, Rebuilt, rebuild, told, what_is_left
    from patrol_tui.bootstrap.reporting import fill_report, report_url
    from patrol_tui.bootstrap.sessions import (
        connect_shared,
        open_session,
        open_store,
        shared_url,
        shown_url,
        sync_once,
    )
    from patrol_tui.bootstrap.setting_up import (
        EnrolRequest,
        SetUp,
        enrol,
        enrol_to_file,
        init_shared,
        set_up_alone,
        set_up_from_bundle,
    )
    from patrol_tui.bootstrap.shipped import (
        battery_percent,
        formats,
        paper_formats,
        pinyin,
        shipped_catalog,
        track_writers,
        write_case_file,
        write_workbook,
    )
    from patrol_tui.bootstrap.sync_process import SyncProcess

__all__ = [
    "LEDGER_FILE",
    "SHARED_URL",
    "EnrolRequest",
    "Home",
    "Left",
    "Rebuilt",
    "SetUp",
    "SyncProcess",
    "Unlocked",
    "add_officer",
    "battery_percent",
    "boundaries",
    "change_pin",
    "check_code",
    "connect_shared",
    "enrol",
    "enrol_to_file",
    "export_evidence",
    "expunge",
    "fill_report",
    "follow",
    "formats",
    "heard",
    "id_text",
    "init_shared",
    "keep_settings",
    "load_ahead",
    "open_home",
    "open_session",
    "open_store",
    "paper_formats",
    "pinyin",
    "print_codes",
    "publish",
    "read_column_map",
    "read_tables",
    "readmit",
    "rebuild",
    "receiver",
    "recover",
    "recover_pin",
    "release",
    "report_url",
    "revoke",
    "set_up_alone",
    "set_up_from_bundle",
    "shared_url",
    "shipped_catalog",
    "shown_url",
    "sync_once",
    "told",
    "track_kept",
    "track_writers",
    "undo_last",
    "unlock",
    "what_is_left",
    "write_case_file",
    "write_workbook",
]

_MODULES = {
    "id_text": "ahead",
    "load_ahead": "ahead",
    "track_kept": "ahead",
    "undo_last": "ahead",
    "add_officer": "bureau",
    "check_code": "bureau",
    "expunge": "bureau",
    "follow": "bureau",
    "publish": "bureau",
    "readmit": "bureau",
    "recover": "bureau",
    "recover_pin": "bureau",
    "release": "bureau",
    "revoke": "bureau",
    "export_evidence": "evidence",
    "Home": "homes",
    "LEDGER_FILE": "homes",
    "SHARED_URL": "homes",
    "Unlocked": "homes",
    "change_pin": "homes",
    "keep_settings": "homes",
    "open_home": "homes",
    "unlock": "homes",
    "read_column_map": "importing",
    "read_tables": "importing",
    "boundaries": "positions",
    "heard": "positions",
    "receiver": "positions",
    "print_codes": "printing",
    "Left": "rebuilding",
    "Rebuilt": "rebuilding",
    "rebuild": "rebuilding",
    "told": "rebuilding",
    "what_is_left": "rebuilding",
    "fill_report": "reporting",
    "report_url": "reporting",
    "connect_shared": "sessions",
    "open_session": "sessions",
    "open_store": "sessions",
    "shared_url": "sessions",
    "shown_url": "sessions",
    "sync_once": "sessions",
    "EnrolRequest": "setting_up",
    "SetUp": "setting_up",
    "enrol": "setting_up",
    "enrol_to_file": "setting_up",
    "init_shared": "setting_up",
    "set_up_alone": "setting_up",
    "set_up_from_bundle": "setting_up",
    "battery_percent": "shipped",
    "formats": "shipped",
    "paper_formats": "shipped",
    "pinyin": "shipped",
    "shipped_catalog": "shipped",
    "track_writers": "shipped",
    "write_case_file": "shipped",
    "write_workbook": "shipped",
    "SyncProcess": "sync_process",
}


def __getattr__(name: str) -> object:
    """Return what a module of this package offers, imported when it is first asked for."""
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(name)
    found: object = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = found
    return found
