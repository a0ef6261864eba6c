"""Links that are hardly there: their chance comes from a seed."""

from collections.abc import Callable
from random import Random

from tests.sync.proxy import Carries


def of_few_bytes(random: Random, least: int, most: int) -> Callable[[], Carries]:
    """Return what makes connections that carry so many bytes, both ways together, then break."""

    def new() -> Carries:
        left = random.randint(least, most)

        def carries(_is_up: bool, size: int) -> int:  # noqa: FBT001 - what a proxy tells
            nonlocal left
            passed = max(0, min(size, left))
            left -= size
            return passed

        return carries

    return new


def that_lose_questions(random: Random, share: float) -> Callable[[], Carries]:
    """Return what makes connections that lose so many of their questions, or the answers to them.

    What opens a connection comes through: these are links that seem to be there.
    """

    def new() -> Carries:
        is_asking, questions, loses = False, 0, ""

        def carries(is_up: bool, size: int) -> int:  # noqa: FBT001 - what a proxy tells
            nonlocal is_asking, questions, loses
            if is_up and not is_asking:
                questions += 1
                is_lost = questions > 1 and random.random() < share
                loses = random.choice(("question", "answer")) if is_lost else ""
            is_asking = is_up
            is_gone = (loses == "question" and is_up) or (loses == "answer" and not is_up)
            return 0 if is_gone else size

        return carries

    return new
