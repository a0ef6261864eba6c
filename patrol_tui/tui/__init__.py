"""The screens, one of the two shells.

Textual reads its environment when it is imported, so what it must be told is said here, before any
module of this package can import it.
"""

import os
import sys

if sys.platform != "win32":
    # With the kitty protocol, longer commits of a Chinese input method arrive as garbage.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
os.environ.setdefault("TEXTUAL_FPS", "240")
os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
os.environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")
