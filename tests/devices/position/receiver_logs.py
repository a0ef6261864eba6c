"""Makes what receivers say on a walk, sentence by sentence as NMEA 0183 lays them down.

    lines = walk_log(BEIDOU_1HZ, places, begin_us)

Every kind here exists: GPS alone, several systems together, GLONASS alone, BeiDou with either of
its talkers, loggers that say GLL alone, 5 and 10 Hz, u-blox with all that it says at start and
between (texts, its own sentences, binary frames), AT6558 with two systems and a text a round, SiRF
with thousandths of seconds and its own answers, receivers that tell no day before they have an
almanac, and those that lost count of weeks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

from patrol_tui.domain.geo import E7, LatLon, distance_m
from patrol_tui.domain.track.fix import ROLL_OVER_US


@dataclass(frozen=True)
class Kind:
    """How a receiver speaks.

    Attributes:
        name: of the kind.
        talker: the first two letters of a sentence.
        says: sentences of a round, in order.
        step_us: time between rounds.
        mode: of RMC and GLL; the empty text leaves the field out, as before version 2.3.
        quality: of GGA.
        void_first: rounds without a position at the beginning.
        damaged: every so many-th sentence comes with a wrong sum; 0 for none.
        lost_weeks: it is wrong by one roll-over.
        decimals: of the minutes.
        tunnel: rounds of the walk, first and last, in which nothing is received.
        second_decimals: of the time.
        is_dated: RMC names the day.
        nav_status: the last field of RMC since version 4.1, which most leave at V.
    """

    name: str
    talker: str = "GP"
    says: tuple[str, ...] = ("RMC", "GGA")
    step_us: int = 1_000_000
    mode: str = "A"
    quality: str = "1"
    void_first: int = 0
    damaged: int = 0
    lost_weeks: bool = False
    decimals: int = 4
    tunnel: tuple[int, int] = (0, 0)
    second_decimals: int = 2
    is_dated: bool = True
    nav_status: str = ""


GPS = Kind("gps", says=("GGA", "GSA", "RMC"))
SEVERAL = Kind("several_systems", "GN", says=("RMC", "VTG", "GGA", "GLL"), decimals=5, void_first=3)
BEIDOU = Kind("beidou", "BD", says=("GGA", "RMC", "ZDA"))
BEIDOU_NEW = Kind("beidou_gb", "GB", says=("RMC", "GGA"), decimals=5)
OLD_RMC = Kind("rmc_only", says=("RMC",), mode="")
GGA_ALONE = Kind("gga_only", says=("GGA",))
GLL_ALONE = Kind("gll_only", says=("GLL",))
GLONASS = Kind("glonass", "GL", says=("RMC", "GGA", "GSA"))
UBLOX = Kind(
    "u_blox",
    "GN",
    says=("TXT", "RMC", "VTG", "GGA", "GSA", "GSV", "GLL", "PUBX", "UBX"),
    decimals=5,
    void_first=2,
)
TUNNEL = Kind("tunnel", "GN", says=("RMC", "GGA"), tunnel=(20, 40))
FIVE_HZ = Kind("five_hz", "GN", step_us=200_000, decimals=5)
TEN_HZ = Kind("ten_hz", "GN", step_us=100_000, decimals=5)
DAMAGED = Kind("damaged", "GN", damaged=7)
AT6558 = Kind(
    "at6558",
    "GN",
    says=("GGA", "GLL", "GSA", "AT_GSA", "AT_GSV", "RMC", "VTG", "ZDA", "ANTENNA"),
    second_decimals=3,
    nav_status="V",
    void_first=3,
)
SIRF = Kind("sirf", says=("GGA", "GSA", "SIRF_GSV", "RMC", "PSRF"), mode="", second_decimals=3)
UNDATED = Kind("undated", "GN", says=("RMC", "GGA"), is_dated=False, nav_status="V")
ROLLED_OVER = Kind("rolled_over", lost_weeks=True)
SIMULATED = Kind("simulated", "GN", mode="S", quality="8")
MANUAL = Kind("manual", "GN", mode="M", quality="7")
KINDS = (
    GPS,
    SEVERAL,
    BEIDOU,
    BEIDOU_NEW,
    OLD_RMC,
    GGA_ALONE,
    GLL_ALONE,
    GLONASS,
    UBLOX,
    AT6558,
    SIRF,
    UNDATED,
    TUNNEL,
    FIVE_HZ,
    TEN_HZ,
    DAMAGED,
    ROLLED_OVER,
    SIMULATED,
    MANUAL,
)


def sentence(body: str) -> str:
    """Return a sentence with its sum."""
    total = 0
    for byte in body.encode("ascii"):
        total ^= byte
    return f"${body}*{total:02X}\r\n"


def angle(value_e7: int, sides: str, digits: int, decimals: int) -> str:
    """Return degrees and minutes as a sentence has them."""
    side = sides[0] if value_e7 >= 0 else sides[1]
    whole, rest = divmod(abs(value_e7), E7)
    minutes = rest * 60 / E7
    return f"{whole:0{digits}d}{minutes:0{decimals + 3}.{decimals}f},{side}"


def round_of(kind: Kind, place: LatLon | None, at_us: int) -> Iterator[str]:
    """Yield what is said of one moment; without a place it is void."""
    moment = datetime.fromtimestamp(
        (at_us - (ROLL_OVER_US if kind.lost_weeks else 0)) / 1_000_000, UTC
    )
    clock = moment.strftime("%H%M%S.") + f"{moment.microsecond:06d}"[: kind.second_decimals]
    date = f"{moment:%d%m%y}" if kind.is_dated else ""
    where = ",,,"
    if place is not None:
        where = ",".join(
            (angle(place[0], "NS", 2, kind.decimals), angle(place[1], "EW", 3, kind.decimals))
        )
    status = "V" if place is None else "A"
    mode = "" if not kind.mode else ",N" if place is None else f",{kind.mode}"
    quality = "0" if place is None else kind.quality
    nav = f",{kind.nav_status}" if kind.nav_status else ""
    used, dilution = ("08", "0.9") if place else ("00", "99.9")
    bodies = {
        "RMC": f"RMC,{clock},{status},{where},2.4,84.4,{date},,{mode}{nav}",
        "GGA": f"GGA,{clock},{where},{quality},{used},{dilution},25.0,M,-9.0,M,,",
        "GLL": f"GLL,{where},{clock},{status}{mode}",
        "ZDA": f"ZDA,{clock},{moment:%d,%m,%Y},00,00",
        "GSA": "GSA,A,3,04,05,,09,12,,,24,,,,,2.5,0.9,2.1",
        "VTG": "VTG,084.4,T,,M,002.4,N,004.4,K",
        "TXT": "TXT,01,01,02,ANTSTATUS=OK",
    }
    for name in kind.says:
        yield from _OTHERS.get(name) or (sentence(kind.talker + bodies[name]),)


_OTHERS = {
    "GSV": (
        sentence("GPGSV,1,1,02,04,45,083,40,05,17,308,32,1"),
        sentence("GLGSV,1,1,01,70,33,041,29,1"),
        sentence("BDGSV,1,1,01,14,61,190,41,1"),
    ),
    "AT_GSA": (sentence("BDGSA,A,3,07,10,13,,,,,,,,,,2.5,0.9,2.1,4"),),
    "AT_GSV": (
        sentence("GPGSV,1,1,02,04,45,083,40,05,17,308,32,0"),
        sentence("BDGSV,1,1,02,07,61,190,41,10,20,170,29,0"),
    ),
    "ANTENNA": (sentence("GPTXT,01,01,01,ANTENNA OPEN"),),
    "SIRF_GSV": (sentence("GPGSV,1,1,02,04,45,083,40,05,17,308,32"),),
    "PSRF": (sentence("PSRF150,1"),),
    "PUBX": (sentence("PUBX,04,010200.00,231126,90120.00,2394,18,1930035,-2660.6,43"),),
    "UBX": ("\xb5b\x01\x07\x04\x00$GP\x00\x1f\x9c\n",),
}
"""What stands between: satellites of each system, the maker's own words, a binary frame."""


def walk_log(kind: Kind, places: Sequence[LatLon], begin_us: int) -> list[str]:
    """Return what a receiver says while it is carried from place to place, one a round."""
    rounds: list[LatLon | None] = [*[None] * kind.void_first, *places]
    begin, end = kind.tunnel
    rounds[begin:end] = [None] * len(rounds[begin:end])
    lines = [
        line
        for number, place in enumerate(rounds)
        for line in round_of(kind, place, begin_us + number * kind.step_us)
    ]
    if kind.damaged:
        for number in range(kind.damaged - 1, len(lines), kind.damaged):
            lines[number] = lines[number].replace("9", "8", 1).replace("1", "7", 1)
    return lines


def steps(*stops: LatLon, pace_m: float = 1.4, wait: int = 0) -> list[LatLon]:
    """Return where somebody is each second on the way from stop to stop."""
    places: list[LatLon] = [stops[0]] * (wait + 1)
    for here, there in pairwise(stops):
        count = max(1, round(distance_m(here, there) / pace_m))
        for number in range(1, count + 1):
            part = number / count
            places.append(
                (
                    round(here[0] + (there[0] - here[0]) * part),
                    round(here[1] + (there[1] - here[1]) * part),
                )
            )
        places += [there] * wait
    return places


def at_rate(places: Sequence[LatLon], kind: Kind) -> list[LatLon]:
    """Return the same walk with as many places as a receiver says in its time."""
    often = 1_000_000 // kind.step_us
    return [place for place in places for _ in range(often)]


def without_damage(kind: Kind) -> Kind:
    """Return the kind as it would speak over a good cable."""
    return replace(kind, damaged=0)
