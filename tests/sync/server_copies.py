"""Copies of a shared database, as whoever backs a server up and restores it makes them."""

import itertools
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import psycopg
from psycopg.conninfo import make_conninfo

from patrol_tui.sync.reaching.address import Address, FileAddress, ServerAddress

_NUMBERS = itertools.count(1)


def copy_of(address: Address, epoch: bytes | None = None) -> Address:
    """Copy a database that nobody has open, and give the copy another epoch if there is one."""
    number = next(_NUMBERS)
    if isinstance(address, FileAddress):
        made = FileAddress(address.path.with_name(f"copy{number}.db"))
        with closing(sqlite3.connect(address.path)) as file:
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        shutil.copyfile(address.path, made.path)
        if epoch is not None:
            with closing(sqlite3.connect(made.path)) as file, file:
                file.execute("UPDATE shared_meta SET value = ? WHERE key = 'epoch'", (epoch.hex(),))
        return made
    name = f"copy_{os.getpid()}_{number}"
    of = address.parameters["dbname"]
    with psycopg.connect(_info(address, "postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {of}".encode())
    copied = replace(
        address,
        url=address.url.replace(f"/{of}", f"/{name}", 1),
        parameters={**address.parameters, "dbname": name},
    )
    if epoch is not None:
        with psycopg.connect(_info(copied, name), autocommit=True) as connection:
            connection.execute(
                "UPDATE patrol.shared_meta SET value = %s WHERE key = 'epoch'", (epoch.hex(),)
            )
    return copied


def _info(address: ServerAddress, database: str) -> str:
    return make_conninfo("", **{**address.parameters, "dbname": database})
