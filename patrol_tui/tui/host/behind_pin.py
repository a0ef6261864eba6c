"""What an app needs only once its home is open; loaded then, after the first frame."""

from patrol_tui.tui.host.camera_watch import CameraWatch
from patrol_tui.tui.host.filtering import keep_filters, taken_over
from patrol_tui.tui.host.scanner import Scanner
from patrol_tui.tui.kit.form.text_box import TextBox
from patrol_tui.tui.safety.lookout import Lookout

__all__ = ["CameraWatch", "Lookout", "Scanner", "TextBox", "keep_filters", "taken_over"]
