"""Settings come from the environment; whatever is wrong with them is said at once."""

import pytest

from disclosure.problems import InvalidInputError
from disclosure.settings import LOCAL_CATALOGUE, Settings


def test_nothing_set_is_safe():
    assert Settings.from_environ({}) == Settings(local_catalogue=None)


def test_an_empty_value_is_as_if_not_set():
    assert Settings.from_environ({LOCAL_CATALOGUE: ""}).local_catalogue is None


def test_names_of_other_programs_are_not_ours():
    assert Settings.from_environ({"PATH": "/bin", "disclosure_x": "1"}) == Settings()


def test_a_local_catalogue_is_a_folder(tmp_path):
    assert Settings.from_environ({LOCAL_CATALOGUE: str(tmp_path)}).local_catalogue == tmp_path


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    environ = {
        "DISCLOSURE_LOCAL_CATALOG": "x",
        LOCAL_CATALOGUE: str(tmp_path / "none"),
        "DISCLOSURE_\x1bX": "1",
        "PATH": "/bin",
    }
    with pytest.raises(InvalidInputError) as refusal:
        Settings.from_environ(environ)
    problems = {problem.path: problem for problem in refusal.value.problems}
    assert len(problems) == 3
    misspelt = problems["DISCLOSURE_LOCAL_CATALOG"]
    assert misspelt.wrong == "There is no such setting."
    assert misspelt.allowed.startswith("Did you mean 'DISCLOSURE_LOCAL_CATALOGUE'?")
    assert problems[LOCAL_CATALOGUE].wrong.startswith("There is no folder '")
    assert problems[LOCAL_CATALOGUE].allowed.startswith("Name a folder")
    assert str(refusal.value).isprintable() or "\x1b" not in str(refusal.value)


def test_a_file_is_no_catalogue(tmp_path):
    path = tmp_path / "file"
    path.touch()
    with pytest.raises(InvalidInputError, match="There is no folder"):
        Settings.from_environ({LOCAL_CATALOGUE: str(path)})
