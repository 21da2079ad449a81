"""What a server does before it answers: the rest is tried with a real one in the browser tests."""

import gc

from disclosure.cli.run import settle


def test_what_a_server_has_loaded_is_no_longer_gone_through_for_garbage() -> None:
    kept = [{"law": number} for number in range(100)]
    before = gc.get_freeze_count()
    try:
        settle()
        assert gc.get_freeze_count() >= before + len(kept)
        assert not any(each is kept for each in gc.get_objects())
    finally:
        gc.unfreeze()
