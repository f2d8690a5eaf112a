"""Two web processes and a third that publishes: what one changes, none of the others shows the old way."""

import urllib.request

from demo.factories import home_of
from villages.scope import scoped

ASKED = 30  # enough for both processes to be asked many times


def ask(port: int) -> tuple[str, bool]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": "lindehoek.localhost"})
    with urllib.request.urlopen(request, timeout=20) as response:
        return response.read().decode(), "hit" in response.headers.get("Cache-Status", "")


def test_no_process_shows_what_another_has_changed(served_village, port):
    for number in range(3):
        answers = [ask(port) for _ in range(ASKED)]
        assert sum(hit for _text, hit in answers) >= ASKED - 2, "each of two processes makes the page once"
        with scoped(served_village.scope()):
            home = home_of(served_village)
            home.intro = f"<p>Nieuws {number}</p>"
            home.save_revision().publish()
        answers = [ask(port) for _ in range(ASKED)]
        assert all(f"Nieuws {number}" in text for text, _hit in answers)
