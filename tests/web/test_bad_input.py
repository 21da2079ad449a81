"""What nobody should type: refused in plain words, with nothing lost and nothing half-written."""

import json

from desks import PASSWORD
from noticed import REPORT
from visitors import errors_beside, said, signed_in
from walking import CODE, JUDGED, form_to

from disclosure.services.sign_in import NEITHER
from disclosure.signoff.people import Role
from disclosure.store.models import TypingRow

# ---- Dates and times ----------------------------------------------------------------------------


DAYS_THAT_NEVER_WERE = (
    ("31/02/2025", ""),
    ("99999-01-01", ""),
    ("9999-12-31", ""),
    ("0001-01-01", "00:00"),
    ("2025-04-19", "25:00"),
    ("", "09:00"),
    ("2025-03-30", "01:30"),  # the clocks went forward over it
)


def test_a_day_that_never_was_is_refused_beside_its_field(ada, table) -> None:
    path = f"/incidents/{table.incident}/judgements/aware_personal_data"
    before = table.setting.written()
    ada.get(path)
    for day, clock in DAYS_THAT_NEVER_WERE:
        page = ada.post(path, **{**JUDGED, "when_date": day, "when_time": clock})
        assert page.status_code == 422, day
        assert "when_date" in errors_beside(page), day
        assert "it happened here" in page.text
    assert table.setting.written() == before


def test_a_judgement_from_before_its_own_moment_is_refused(ada, table) -> None:
    path = f"/incidents/{table.incident}/judgements/aware_personal_data"
    ada.get(path)
    typed = {"when_date": "2025-04-21", "made_date": "2025-04-20", "made_time": "09:00"}
    page = ada.post(path, **{**JUDGED, **typed})
    assert "after the judgement was made" in errors_beside(page)["when_date"]


# ---- Typing -------------------------------------------------------------------------------------


NO_TYPING = (
    b"",
    b"[]",
    b'"x"',
    b"null",
    b"7",
    b"{",
    b"{}",
    b'{"fields": []}',
    b'{"fields": {"a": ' + b"[" * 90_000 + b"]" * 90_000 + b"}}",
    b'{"fields": {"a": NaN}}',
    b'{"fields": {"a": {"b": "c"}}}',
    b'{"fields": {"a": ["b", 7]}}',
    b'{"fields": {"a": ' + b"9" * 5000 + b"}}",
    b'{"fields": {"a": "\\ud800"}}',
    b'{"fields": {"a": "\\u0000"}}',
    b'{"fields": {"\\u0000": "a"}}',
    b'{"fields": {"a": "' + b"x" * 200_001 + b'"}}',
    b"\xff\xfe\x00",
)


def test_typing_that_is_no_typing_is_not_kept(ada, table) -> None:
    path = f"/incidents/{table.incident}/facts/what-happened"
    header = {"X-CSRFToken": ada.get(path) and ada.form_token()}
    for body in NO_TYPING:
        answer = ada.client.post(
            f"{path}/typing", data=body, content_type="application/json", headers=header
        )
        assert answer.status_code == 400, body[:40]
    assert table.setting.rows(TypingRow) == 0


def test_typing_of_another_kind_is_not_kept(ada, table) -> None:
    path = f"/incidents/{table.incident}/facts/what-happened"
    header = {"X-CSRFToken": ada.get(path) and ada.form_token()}
    body = json.dumps({"fields": {"a": "b"}})
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        answer = ada.client.post(f"{path}/typing", data=body, content_type=kind, headers=header)
        assert answer.status_code == 400
    assert table.setting.rows(TypingRow) == 0


def test_what_one_person_types_is_shown_to_nobody_else(app, ada, table) -> None:
    page = f"/incidents/{table.incident}/records/service/new"
    bob = table.setting.person("Bob Hay", Role.RECORDER)
    table.setting.desk.incidents.add(table.drafter, table.incident, bob.id)
    header = {"X-CSRFToken": ada.get(page) and ada.form_token()}
    kept = {"fields": {"field_name-text": "Only Ada types this"}}
    assert ada.client.post(f"{page}/typing", json=kept, headers=header).status_code == 200
    assert "Only Ada types this" in ada.get(page).text
    assert "Only Ada types this" not in signed_in(app, bob).get(page).text


WORDLESS = ("Tills \u202enwod", "Tills\u200bdown", CODE)


# ---- Characters that a database does not take ---------------------------------------------------


def test_no_address_of_a_page_breaks_a_database(ada, table) -> None:
    here = f"/incidents/{table.incident}"
    token = ada.get("/settings/password") and ada.form_token()
    for path in (f"{here}/records/service/%00/typing", "/kept/%00/send", "/kept/%00/drop",
                 f"{here}/facts/%00/typing", f"{here}/late-reason/%00"):  # fmt: skip
        answer = ada.client.post(path, data={"csrf_token": token}, headers={"X-CSRFToken": token})
        assert answer.status_code == 404, path
    for path in ("/join/%00", f"{here}/facts/%00", "/deadlines?page=000001" + "9" * 5000,
                 "/deadlines?whose=%00&page=%00", f"{here}/deadlines?from=%00"):  # fmt: skip
        assert ada.client.get(path).status_code in (200, 404), path


def test_signing_in_with_what_no_database_takes_is_refused_like_any_other(visitor) -> None:
    for email in ("a\x00b@example.org", "x" * 20_000, "\u202e@example.org", "ann@example.org\r\n"):
        page = visitor.sign_in(email, "wrong\x00kettle noon")
        assert page.status_code in (422, 429)
        assert page.status_code == 429 or NEITHER in said(page)


def test_a_title_holds_words_only(ada, table) -> None:
    before = table.setting.written()
    where, here = str(table.setting.organisation_id), f"/incidents/{table.incident}"
    for typed in WORDLESS:
        ada.get("/incidents/new")
        page = ada.post("/incidents", title=typed, organisation=where)
        assert page.status_code == 422
        assert list(errors_beside(page)) == ["title"]
        ada.get(f"{here}/team")
        page = ada.post(f"{here}/title", title=typed)
        assert page.status_code == 422
        assert list(errors_beside(page)) == ["title"]
    assert table.setting.written() == before


def test_a_judgement_holds_words_only(ada, table) -> None:
    path = f"/incidents/{table.incident}/judgements/aware_personal_data"
    before = table.setting.written()
    seen = form_to(ada.get(path).text, path).hidden["seen"]
    for field in ("why", "made_by", "made_by_name"):
        for typed in (*WORDLESS, "word " * 4000):
            page = ada.post(path, **{**JUDGED, "seen": seen, field: typed})
            assert page.status_code == 422
            assert list(errors_beside(page)) == [field]
    assert table.setting.written() == before


def test_a_reason_holds_words_only(app, ada, table) -> None:
    notice = f"/incidents/{table.incident}/notices/{REPORT}/approval"
    table.explain()
    seen = table.freeze()
    rules = [f"reason-{rule}" for rule in table.stopping_rules()]
    assert rules
    ada.get(notice)
    before = table.setting.written()
    for typed in (*WORDLESS, "word " * 4000, ""):
        page = ada.post(f"{notice}/request", seen=seen, **dict.fromkeys(rules, typed))
        assert page.status_code == 422
        assert set(errors_beside(page)) == set(rules)
    assert table.setting.written() == before
    ada.post(f"{notice}/request", seen=seen, **dict.fromkeys(rules, "Known."))
    dora = signed_in(app, table.protection)
    before = table.setting.written()
    for typed in WORDLESS:
        dora.get(notice)
        page = dora.post(f"{notice}/refuse", **{"refuse-seen": seen, "refuse-reason": typed})
        assert list(errors_beside(page)) == ["refuse-reason"]
        ada.get(notice)
        page = ada.post(f"{notice}/withdraw", **{"withdraw-reason": typed})
        assert list(errors_beside(page)) == ["withdraw-reason"]
    assert table.setting.written() == before


def test_a_reason_for_being_late_holds_words_only(ada, table) -> None:
    late = f"/incidents/{table.incident}/late-reason/uk.gdpr.33/initial"
    table.setting.clock.go_on(days=30)
    ada.sign_in(table.drafter.email, PASSWORD)
    for typed in WORDLESS:
        ada.get("/settings/password")
        page = ada.post(late, reason=typed)
        assert page.status_code == 422
        assert "reason" in errors_beside(page)
