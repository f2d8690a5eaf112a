from demo.agendas import make_agenda
from demo.content_files import Library
from demo.factories import *
from agenda.models import Occurrence


def test_try(lindehoek, visit):
    from villages.scope import scoped

    make_agenda(lindehoek, Library(lindehoek))
    print(Occurrence.objects.count())
    c = visit(lindehoek)
    for url in [
        "/agenda/",
        "/agenda/?soort=x",
        "/agenda/maand/2026-12/",
        "/agenda/agenda.ics",
        "/agenda/koffie-van-woensdag/",
        "/agenda/koffie-van-woensdag/agenda.ics",
        "/",
    ]:
        r = c.get(url)
        print(url, r.status_code, len(r.content))
        open("/tmp/team/agenda2/t/" + url.strip("/").replace("/", "_").replace("?", "_") + ".html", "wb").write(
            r.content
        )
