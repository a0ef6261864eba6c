"""A login that is not let in is told from a server that is not reached, in any language."""

import socket
import sys

import psycopg
import pytest
from psycopg import sql

from patrol_tui.domain.language.errors import PatrolError, Refused, Unreachable
from patrol_tui.sync.database.postgres import PostgresLink
from patrol_tui.sync.reaching.address import ServerAddress, read_address
from patrol_tui.sync.reaching.causes import is_about_a_login, speaks_of
from patrol_tui.sync.reaching.refusals import keeps_out, refused_state
from tests.sync.refusing import refusing_server

LOGIN = "patrol_0197"
OUT = f'不允许角色 "{LOGIN}" 进行登录'


def told(code: str, words: str) -> PatrolError:
    """Connect to a server that answers so, and return what is raised."""
    with refusing_server(code, words) as port:
        address = read_address(f"postgresql://{LOGIN}@127.0.0.1:{port}/patrol")
        assert isinstance(address, ServerAddress)
        with pytest.raises(PatrolError) as error:
            PostgresLink(address)
    assert words in str(error.value)
    return error.value


@pytest.mark.fault(29)
@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("28000", OUT),
        ("28P01", f'用户 "{LOGIN}" Password 认证失败'),
        ("28000", f'没有用于主机 "::1", 用户 "{LOGIN}", 数据库 "patrol" 的记录'),
        pytest.param(
            "42501",
            '对数据库 "patrol" 的权限不够',
            marks=pytest.mark.skipif(sys.platform != "linux", reason="no code without Linux"),
        ),
    ],
)
def test_a_login_that_is_not_let_in_is_refused_whatever_the_server_speaks(
    code: str, words: str
) -> None:
    assert isinstance(told(code, words), Refused)


@pytest.mark.skipif(sys.platform != "linux", reason="no code without Linux")
@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("53300", f'由角色 "{LOGIN}" 发起的连接太多了'),
        ("57P03", "数据库系统启动中"),
        ("3D000", '数据库 "patrol" 不存在'),
    ],
)
def test_a_server_that_cannot_just_now_counts_as_not_reached(code: str, words: str) -> None:
    assert isinstance(told(code, words), Unreachable)


def test_without_a_code_the_names_in_the_words_have_to_do() -> None:
    assert is_about_a_login(OUT, LOGIN)
    assert not is_about_a_login(f'FATAL: too many connections for role "{LOGIN}"', LOGIN)
    assert not is_about_a_login("FATAL: the database system is starting up", LOGIN)
    assert not speaks_of("connection refused", "")


def test_where_no_server_answers_there_is_no_code() -> None:
    with refusing_server("28000", OUT) as port:
        pass
    assert refused_state(f"host=127.0.0.1 port={port} user=x".encode(), 5) is None
    assert refused_state(b"nonsense", 5) is None


def test_a_code_that_does_not_come_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert refused_state(f"host=127.0.0.1 port={port} user=x".encode(), 0.1) is None


@pytest.mark.postgres
@pytest.mark.fault(29)
def test_a_real_server_gives_its_code(ready: ServerAddress) -> None:
    with psycopg.connect(ready.url, autocommit=True) as chief:
        chief.execute(sql.SQL("DROP ROLE IF EXISTS {0}").format(sql.Identifier(LOGIN)))
        chief.execute(sql.SQL("CREATE ROLE {0} NOLOGIN").format(sql.Identifier(LOGIN)))
        address = read_address(ready.url.replace("postgres:@", f"{LOGIN}@"))
        assert isinstance(address, ServerAddress)
        with pytest.raises(Refused):
            PostgresLink(address)
        state = refused_state(psycopg.conninfo.make_conninfo(**address.parameters).encode(), 10)
        assert state in ({"28000"} if sys.platform == "linux" else {None})
        assert keeps_out("28000")
        chief.execute(sql.SQL("DROP ROLE {0}").format(sql.Identifier(LOGIN)))
