"""How texts name a person: by name, phone or dwelling, however spelt; and striking that out."""

import re
from collections.abc import Iterable, Iterator

from patrol_tui.domain.values import dataclass

STRUCK = "***"
"""Stands where something was struck out."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_COMPOUND = "欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|夏侯|端木"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗凤方俞任袁"
    "柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余顾孟黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计成戴宋茅庞熊纪"
    "舒屈项祝董梁杜阮蓝闵席季麻强贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房丁邓洪包左石崔吉钮龚程"
    "邢裴陆荣翁荀甄曲段焦谷车侯全班仲宁仇栾刘景叶白赖乔温申党翟谭贡姬尚边冀温肖牛关覃佟丛隋鞠辛"
)
_SURNAME = f"(?:{_COMPOUND}|[{_SURNAMES}])"
_TITLES = "先生|女士|小姐|太太|大爷|大妈|大姐|大哥|大叔|大娘|大嫂|阿姨|叔叔|奶奶|爷爷"
_CALLED = (
    f"{_TITLES}|同志|老师|师傅|老板|经理|主任|书记|医生|姐|哥|叔|姨|婶|嫂|总|工|[某*×xX○]{{1,2}}"
)
_ROLES = "投诉人|举报人|诉求人|反映人|来电人|来访人|报案人|求助人"
_NOBODY = frozenset(
    [
        "匿名",
        "保密",
        "不详",
        "未知",
        "本人",
        "群众",
        "热心市民",
        "无名",
        "市民",
        "业主",
        "居民",
        "住户",
    ]
)
_LEAD = re.compile("^(?:业主|居民|市民|住户|租户|群众)(?:代表)?")
_SHORTEST, _SHORTEST_PHONE, _TAIL = 2, 5, 4
_BETWEEN = r"[\s\-—–()（）.]*"

_NUMBERS = (
    r"(?<![\d-])(?:(?:\+?86[\s-]?)?1\d{2}[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]?\d{7,8}"
    r"|\d{17}[\dXx]|\d{15})(?![\d-])"
)
"""Mobile and landline numbers, identity cards: they tell who somebody is, wherever they stand."""
_LAST_DIGITS = rf"(?:尾号|末四位|后四位)[^\d\n]{{0,3}}\d{{{_TAIL}}}(?!\d)"
_ANYBODY = re.compile(f"({_NUMBERS}|{_LAST_DIGITS}|{_SURNAME}(?:{_TITLES}))")
_COUNTED = r"[\d一二三四五六七八九十百零\u3007]"
DWELLINGS = re.compile(
    r"\d+\s*[-—–]\s*\d+\s*[-—–]\s*\d{3,4}(?!\d)(?:室|户|号)?"
    rf"|{_COUNTED}+\s*单元(?:\s*{_COUNTED}+\s*[楼层])?(?:\s*{_COUNTED}+\s*(?:室|户|号)?)?"
    rf"|{_COUNTED}{{2,}}\s*[室户]"
    r"|(?<=[楼栋幢座#])\s*\d{3,4}(?!\d)"
)
"""Where in a building somebody lives; the building itself tells of nobody."""
_ALSO_WORDS = "于时安全常明成和平应连都方万支管车高计能经向从"
_SAID_TO_BE = re.compile(
    rf"(?:{_ROLES})[是为：:\s]*((?![{_ALSO_WORDS}]){_SURNAME}(?:{_CALLED}|[\u4e00-\u9fff]{{1,2}}))"
)


@dataclass(frozen=True, slots=True)
class Particulars:
    """Who somebody is.

    Attributes:
        names: as they were written down, one or several in a text.
        phones: likewise.
        homes: where they live.
    """

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()


def spellings(people: Iterable[Particulars]) -> re.Pattern[str] | None:
    """Return what finds people in texts; None where nothing is known of them."""
    found = list(
        dict.fromkeys(
            spelt
            for one in people
            for spelt in (
                *(spelt for name in one.names for spelt in _of_names(name)),
                *(spelt for phone in one.phones for spelt in _of_phone(phone)),
                *(spelt for home in one.homes for spelt in _of_home(home)),
            )
        )
    )
    # The longest first, so that nothing of a name is left beside what was struck out.
    return (
        re.compile("|".join(sorted(found, key=len, reverse=True)), re.IGNORECASE) if found else None
    )


def struck(text: str, known: Iterable[re.Pattern[str]] = (), *, anybody: bool = True) -> str:
    """Return a text without the people that are known, full-width digits or not.

    Args:
        text: as somebody typed it.
        known: what `spellings` returned, of one or several.
        anybody: numbers that lead to a person, and whoever is called by a surname, go too.
    """
    plain = text.translate(_WIDE)
    spans = [one.span() for pattern in known for one in pattern.finditer(plain)]
    for pattern in (_ANYBODY, _SAID_TO_BE) if anybody else ():
        spans += [one.span(1) for one in pattern.finditer(plain)]
    made, at = "", 0
    for begin, end in sorted(spans):
        if begin >= at:
            made += f"{text[at:begin]}{STRUCK}"
        at = max(at, end)
    return made + text[at:]


def is_named(person: Particulars, text: str) -> bool:
    """Tell whether a text has somebody's name in full."""
    plain = text.translate(_WIDE)
    return any(name in plain for said in person.names for name in _names(said))


def _names(said: str) -> Iterator[str]:
    for part in re.split(r"[、,，/;；()（）\s]+", said.translate(_WIDE)):
        name = _LEAD.sub("", part)
        if len(name) >= _SHORTEST and name not in _NOBODY:
            yield name


def _of_names(said: str) -> Iterator[str]:
    for name in _names(said):
        yield from _of_name(name)


def _of_name(name: str) -> Iterator[str]:
    if name.isascii():
        yield rf"\b{re.escape(name)}\b"
        return
    yield re.escape(name)
    found = re.match(rf"({_SURNAME})(.*)", name)
    if found is None:
        return
    surname, given = found.groups()
    yield rf"{surname}(?:{_CALLED})"
    yield f"[姓老小]{surname}"
    if len(given) >= _SHORTEST and not re.fullmatch(_CALLED, given):
        yield re.escape(given)


def _of_phone(said: str) -> Iterator[str]:
    for part in re.split(r"[、,，/;；]+", said.translate(_WIDE)):
        digits = [one for one in part if one.isdigit()]
        if len(digits) >= _SHORTEST_PHONE:
            yield rf"(?:\+?86{_BETWEEN})?{_BETWEEN.join(digits)}"


def _of_home(said: str) -> Iterator[str]:
    home = "".join(said.translate(_WIDE).split())
    if len(home) < _SHORTEST:
        return
    yield r"\s*".join(map(re.escape, home))
    numbers = re.findall(r"\d+", home)
    if len(numbers) < _SHORTEST:
        return
    *before, room = numbers
    building = before[0]
    stairs = rf"(?:{before[-1]}(?:单元|门|梯)?[\s\-]*)?"
    yield rf"(?<!\d){building}(?:号楼|栋|幢|座|#|号)?[\s\-]*{stairs}{room}(?!\d)(?:室|户|号)?"
    yield rf"(?<!\d){room}(?:室|户)"
