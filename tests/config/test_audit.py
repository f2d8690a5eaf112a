"""An audit that asked nobody never looks like one that found nothing."""

import importlib.util
import json
import sys

import pytest
from django.conf import settings

spec = importlib.util.spec_from_file_location("audit_locks", settings.ROOT / "bin" / "audit_locks.py")
audit = importlib.util.module_from_spec(spec)
sys.modules["audit_locks"] = audit  # dataclasses look their module up
spec.loader.exec_module(audit)

FINE = {"name": "segno", "version": "1.6.6", "vulns": []}
SKIPPED = {"name": "typst", "skip_reason": "Dependency not found"}
BAD = {
    "name": "pillow",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["1.1"], "aliases": [], "description": ""}],
}


def said(*packages, required=False):
    return audit.verdict(audit.read(json.dumps({"dependencies": packages, "fixes": []})), required=required)


def test_what_was_looked_up_and_is_fine_is_fine():
    code, text = said(FINE)
    assert code == 0
    assert "No advisory is about them." in text


def test_an_advisory_fails_and_says_what_mends_it():
    code, text = said(FINE, BAD)
    assert code == 1
    assert "pillow 1.0: PYSEC-2026-1, mended in 1.1" in text


def test_a_service_that_knows_none_of_them_did_not_answer():
    code, text = said(SKIPPED, {**SKIPPED, "name": "segno"})
    assert code == 0
    assert "WERE NOT AUDITED" in text
    assert said(SKIPPED, required=True)[0] == 1


@pytest.mark.parametrize("report", ["", "ConnectionError", "[]", "null", "{}"])
def test_what_is_no_report_is_no_answer(report):
    assert "WERE NOT AUDITED" in audit.verdict(audit.read(report), required=False)[1]


def test_packages_that_were_passed_over_are_named():
    code, text = said(FINE, SKIPPED)
    assert code == 0
    assert "NOT LOOKED UP, the service does not know them: typst" in text
    assert said(FINE, SKIPPED, required=True)[0] == 1


def test_the_lock_that_is_audited_holds_all_of_the_products():
    def names(lock):
        lines = (settings.ROOT / lock).read_text(encoding="utf-8").splitlines()
        return {line.split(" ")[0] for line in lines if "==" in line and line[:1].isalnum()}

    assert len(names("requirements.txt")) > 50
    assert names("requirements.txt") <= names(audit.LOCK)
