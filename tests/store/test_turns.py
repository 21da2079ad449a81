"""Writers of one SQLite database take turns, across threads and processes."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import make_url

from disclosure.store.turns import Turns, turns_of

HOLD = (
    "import fcntl, os, sys;"
    "file = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT);"
    "fcntl.flock(file, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()"
)


def holder(path: Path) -> subprocess.Popen[str]:
    """Take the turn in another process, and keep it until its input is closed."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout.readline() == "held\n"
    return other


def test_one_writer_at_a_time_among_threads(tmp_path) -> None:
    turns, inside, most = Turns(tmp_path / "turn", 60), [], []

    def write() -> None:
        for _ in range(50):
            with turns.turn():
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert most == [1] * 200


def test_a_writer_waits_for_one_in_another_process_and_goes_when_that_one_is_done(tmp_path) -> None:
    path, said = tmp_path / "turn", []
    other = holder(path)

    def write() -> None:
        with Turns(path, 60).turn():
            said.append("turn")

    writer = threading.Thread(target=write)
    writer.start()
    writer.join(timeout=0.3)
    assert said == []
    other.communicate("")
    writer.join(timeout=60)
    assert said == ["turn"]


def test_who_is_killed_in_their_turn_keeps_nobody_waiting(tmp_path) -> None:
    other = holder(tmp_path / "turn")
    other.kill()
    other.communicate()
    with Turns(tmp_path / "turn", 60).turn():
        pass


def test_a_process_that_hangs_in_its_turn_keeps_nobody_waiting_for_ever(tmp_path) -> None:
    path = tmp_path / "turn"
    other = holder(path)
    turns = Turns(path, 0.05)
    with turns.turn():
        pass
    # Who comes next leaves it to the database too: one thread waits, however many write.
    before = threading.active_count()
    for _ in range(5):
        with turns.turn():
            pass
    assert threading.active_count() == before
    other.communicate("")
    assert turns._hung.wait(timeout=60)
    # The lock that came too late is nobody's: another process may have it.
    holder(path).communicate("")


def test_whoever_waited_longest_goes_ahead_and_leaves_it_to_the_database(tmp_path) -> None:
    turns = Turns(tmp_path / "turn", 0.01)
    with turns.turn(), turns.turn():
        assert (tmp_path / "turn").exists()


def test_an_error_gives_the_turn_up(tmp_path) -> None:
    turns = Turns(tmp_path / "turn", 60)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), turns.turn():
            fail()


def fail() -> None:
    raise ZeroDivisionError


def test_where_no_file_can_be_made_the_database_alone_decides(tmp_path) -> None:
    with Turns(tmp_path / "nowhere" / "turn", 60).turn():
        assert list(tmp_path.iterdir()) == []


def test_a_server_of_its_own_and_a_database_in_memory_need_no_turns() -> None:
    for url in ("postgresql+psycopg://example.org/desk", "sqlite:///:memory:", "sqlite://"):
        with turns_of(make_url(url)).turn():
            pass
        assert not Path(f"{make_url(url).database}-turn").exists()


def test_a_desk_on_sqlite_takes_turns_beside_its_database(setting) -> None:
    url = setting.desk.engine.url
    if url.get_backend_name() == "sqlite":
        assert Path(f"{url.database}-turn").stat().st_mode & 0o077 == 0
