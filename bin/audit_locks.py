"""Audit the locked packages, and tell "nothing is known" from "nobody was asked".

pip-audit ends well where its service knows none of the packages, as a mirror of the package index without advisories does: each
package is skipped, and "No known vulnerabilities found" is printed. It keeps no database of its own to look in offline. So here
the report decides: a package that was not looked up is named, and a service that looked up none did not answer.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LOCK = "requirements-dev.txt"  # holds all that requirements.txt does
SERVICES = ("pypi", "osv")  # asked in this order, until one answers
SECONDS = 300


@dataclass
class Found:
    """What a service said."""

    audited: int = 0
    skipped: list[str] = field(default_factory=list)  # packages that it does not know
    wrong: list[str] = field(default_factory=list)  # a line for each advisory


def read(report: str) -> Found:
    """Read pip-audit's JSON report; what is no report is an answer about nothing."""
    try:
        packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (json.JSONDecodeError, KeyError, TypeError):
        return Found()
    found = Found()
    for package in packages:
        if "skip_reason" in package:
            found.skipped.append(package["name"])
            continue
        found.audited += 1
        for advisory in package["vulns"]:
            mended = ", ".join(advisory.get("fix_versions") or []) or "no version yet"
            found.wrong.append(f"{package['name']} {package['version']}: {advisory['id']}, mended in {mended}")
    return found


def ask(service: str) -> Found:
    """Have pip-audit look up the lock's packages in a service."""
    program = str(Path(sys.executable).with_name("pip-audit"))
    options = ["--requirement", LOCK, "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run(  # noqa: S603 - our own environment's program, no word of a stranger
            [program, *options, "--vulnerability-service", service],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Found()
    return read(done.stdout)


def verdict(found: Found, *, required: bool) -> tuple[int, str]:
    """Give the exit code, and what to say."""
    if not found.audited:
        said = f"!!! NO ADVISORY SERVICE ANSWERS ({', '.join(SERVICES)}): THE LOCKED PACKAGES WERE NOT AUDITED"
        return (1 if required else 0), f"\n{said}\n"
    lines = [f"{found.audited} locked packages were looked up."]
    if found.skipped:
        lines.append(f"!!! NOT LOOKED UP, the service does not know them: {', '.join(sorted(found.skipped))}")
    lines += found.wrong or ["No advisory is about them."]
    return (1 if found.wrong or (required and found.skipped) else 0), "\n".join(lines)


def main() -> int:
    """Ask the services, say what they said."""
    found = Found()
    for service in SERVICES:
        found = ask(service)
        if found.audited:
            break
    code, said = verdict(found, required=os.environ.get("AUDIT") == "required")
    print(said, file=sys.stderr if code or not found.audited else sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main())
