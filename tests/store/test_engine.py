"""The embedded database is for its owner's eyes alone."""

from sqlalchemy import text

from disclosure.store.engine import make_engine


def test_a_database_in_a_folder_that_others_may_open_is_its_owners_all_the_same(tmp_path) -> None:
    tmp_path.chmod(0o755)
    engine = make_engine(f"sqlite:///{tmp_path / 'desk.db'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept (word TEXT)"))
        modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    engine.dispose()
    assert modes == {"desk.db": 0o600, "desk.db-wal": 0o600, "desk.db-shm": 0o600}


def test_a_database_that_others_could_read_is_closed_to_them_at_the_next_start(tmp_path) -> None:
    file = tmp_path / "desk.db"
    file.touch(mode=0o644)
    file.chmod(0o644)
    make_engine(f"sqlite:///{file}").dispose()
    assert file.stat().st_mode & 0o777 == 0o600


def test_nothing_is_made_where_there_is_no_folder(tmp_path) -> None:
    make_engine(f"sqlite:///{tmp_path / 'nowhere' / 'desk.db'}").dispose()
    assert list(tmp_path.iterdir()) == []
