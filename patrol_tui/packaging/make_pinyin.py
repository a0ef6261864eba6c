"""Makes the pinyin table anew: `python -m patrol_tui.packaging.make_pinyin`.

Run by developers only, since it needs pypinyin; the program reads the table that it wrote.
"""

from pathlib import Path

from pypinyin import Style, pinyin

TABLE_FILE = Path(__file__).parents[2] / "data" / "pinyin.txt"
_HEAD = """\
# source: pypinyin 0.55 (MIT), itself from the Unicode Unihan data; first reading, then second;
# surnames by the usual dictionaries
# licence: MIT
# units: a toneless syllable (v for the umlauted u), a space, the characters read so
# sample: no
"""
_SURNAMES = """\
bu 卜
chan yu 单于
dan tai 澹台
di wu 第五
ge 盖
ge 葛
gou 句
hua 华
ji 纪
ji 祭
ling hu 令狐
lu 逯
miao 缪
mo qi 万俟
mu 牟
na 那
nie 乜
ning 宁
ou 区
ou yang 欧阳
pang 逄
piao 朴
po 繁
qin 覃
qiu 仇
ren 任
shan 单
shao 召
she 折
shen 莘
shi 石
su 宿
tan 谭
wan 万
wei 隗
xian 冼
xian 洗
xian yu 鲜于
xiang 相
xiao 肖
xie 解
yan 燕
ying 应
you 尤
yu 於
yu chi 尉迟
yue 乐
yun 员
zeng 曾
zha 查
zhai 翟
zhang 仉
zhang sun 长孙
chao 晁
chong 种
bi 秘
bo 薄
du 都
che 车
nai 能
xia hou 夏侯
huang fu 皇甫
"""


def main() -> None:
    """Write a line a syllable; second readings of common characters and surnames follow."""
    first: dict[str, list[str]] = {}
    second: dict[str, list[str]] = {}
    for point in range(0x4E00, 0xA000):
        readings = _readings(chr(point))
        if readings:
            first.setdefault(readings[0], []).append(chr(point))
        if len(readings) > 1 and _is_common(chr(point)):
            second.setdefault(readings[1], []).append(chr(point))
    text = f"{_HEAD}{_lines(first)}= second\n{_lines(second)}= surnames\n{_SURNAMES}"
    TABLE_FILE.write_text(text, encoding="utf-8", newline="\n")
    print(TABLE_FILE, len(text))


def _readings(character: str) -> list[str]:
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    spelt = (reading for reading in (found[0] if found else []))
    return list(dict.fromkeys(one for one in spelt if one.isascii() and one.isalpha()))


def _is_common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _lines(groups: dict[str, list[str]]) -> str:
    return "".join(f"{syllable} {''.join(groups[syllable])}\n" for syllable in sorted(groups))


if __name__ == "__main__":
    main()
