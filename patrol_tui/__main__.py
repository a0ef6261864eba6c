"""Start of the program: `patrol-tui` and `python -m patrol_tui`."""

import sys


def main() -> None:
    """Run the program with the arguments of the process."""
    if sys.argv[1:] == ["--version"]:
        from patrol_tui import __version__

        print(f"patrol-tui {__version__}")
        return
    if sys.argv[1:] == ["--sync-beside"] and getattr(sys, "frozen", False):
        from patrol_tui.bootstrap.sync_child import main as sync_beside

        sync_beside()
        return
    if sys.argv[1:] == ["--hand-beside"] and getattr(sys, "frozen", False):
        from patrol_tui.bootstrap.hand import main as hand_beside

        hand_beside()
        return
    try:
        from patrol_tui.cli.app import run
        from patrol_tui.cli.output import tell_fault

        sys.excepthook = tell_fault
        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:  # before anything could catch it better
        sys.exit(130)


if __name__ == "__main__":
    main()
