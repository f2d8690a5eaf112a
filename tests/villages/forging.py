"""Archives of villages that somebody changed, with a list that says so."""

import hashlib
import json
import zipfile

from django.db import connection


def forged(archive, change):
    """Give an archive in which a member is another one, with a list that says so; None takes it away."""
    with zipfile.ZipFile(archive) as stored:
        members = {name: stored.read(name) for name in stored.namelist()}
    contents = json.loads(members.pop("inhoud.json"))
    change(members, contents)
    contents["members"] = {
        name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in members.items()
    }
    if isinstance(contents["rows"], dict):
        lines = {label: members.get(f"rijen/{label}.jsonl", b"").count(b"\n") for label in contents["rows"]}
        contents["rows"] = {label: count for label, count in lines.items() if count}
    path = archive.with_name("vervalst.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as other:
        for name, data in members.items():
            other.writestr(name, data)
        other.writestr("inhoud.json", json.dumps(contents))
    return path


def whole_database():
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            if table != "sqlite_sequence":
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (names from the database itself)
                found[table] = sorted(repr(row) for row in cursor.fetchall())
    return found


def kept(media):
    return sorted(str(path) for path in media.rglob("*") if path.is_file())


def rows(label, **fields):
    """Say that each row of a model holds something else."""

    def change(members, contents):
        lines = [json.loads(line) for line in members[f"rijen/{label}.jsonl"].splitlines()]
        for line in lines:
            line["fields"] |= fields
        members[f"rijen/{label}.jsonl"] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)

    return change


def added(name, data):
    return lambda members, contents: members.update({name: data})


def told(**facts):
    return lambda members, contents: contents.update(facts)


def about(**facts):
    return lambda members, contents: members.update(
        {"dorp.json": json.dumps({**json.loads(members["dorp.json"]), **facts}).encode()}
    )


def without(name):
    return lambda members, contents: members.pop(name)
