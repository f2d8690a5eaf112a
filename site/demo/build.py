"""A demo village out of its content files."""

from villages.inviting import invite
from villages.models import Neighbour, Village, VillageRole
from villages.scope import scoped

from .agendas import follow_calendar, make_agenda
from .content_files import CONTENT, Library, read
from .factories import make_village
from .letterbox import make_letterbox
from .newspapers import make_front, make_newspaper, make_people
from .routes import make_route
from .translations import make_translations


def make_demo_village(slug: str, port: int) -> Village:
    """Make one of the demo villages at `<slug>.localhost:<port>`."""
    data = read(CONTENT / slug / "village.toml")
    village = make_village(data["name"], f"{data['host_prefix']}.localhost", data["languages"], port=port, slug=slug)
    make_people(village, data)
    invite(village, f"nieuwe.redacteur.{slug}@example.be", VillageRole.Role.EDITOR, name="Nele Aerts")  # still to come
    with scoped(village.scope()):
        library = Library(village)
        make_front(village, data, library)
        make_newspaper(village, data["newspaper"], library)
        make_agenda(village, library)
        follow_calendar(village, library)
        make_route(village, library)
        make_translations(village, library)
        make_letterbox(village)
    return village


def make_neighbours() -> None:
    """Have the demo villages choose each other, once all of them are there."""
    villages = list(Village.objects.all())
    for village in villages:
        for other in villages:
            if other != village:
                Neighbour.objects.create(village=village, neighbour=other)
