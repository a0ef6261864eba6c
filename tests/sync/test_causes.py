"""What a driver says in English is told in a sentence that can be translated."""

import pytest

from patrol_tui.language import _, set_language
from patrol_tui.sync.reaching.causes import not_reached

REFUSED = 'connection to server at "127.0.0.1", port 1 failed: Connection refused.'


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        (REFUSED, "没有服务器应答"),
        ("[Errno -2] Name or service not known", "不认识"),
        ("failed to resolve host 'db.jiyang': [Errno -3]", "不认识"),
        ("connection timeout expired", "没有按时应答"),
        ("connection failed: Network is unreachable", "没有网络"),
        ('FATAL: password authentication failed for user "x"', "不让这台电脑进"),
        ('FATAL: role "x" is not permitted to log in', "不让这台电脑进"),
        ("SSL error: certificate verify failed", "证明不了"),
        ('server certificate for "a" does not match host name "b"', "证明不了"),
        ('FATAL: database "patrol" does not exist', "没有这个库"),
        ("FATAL: sorry, too many clients already", "太忙"),
        ("something new", "连不上区库"),
    ],
)
def test_each_cause_is_told_in_chinese_with_the_drivers_words_behind(
    detail: str, said: str
) -> None:
    set_language("zh")
    text = _(not_reached(detail)).format(address="postgresql://db/x", detail=detail)
    assert said in text
    assert "没有丢失任何东西" in text
    assert text.endswith(f"（{detail}）")
