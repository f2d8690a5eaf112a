"""The process that bench/others.py asks for pages of another Django site: run within that site, by its own Python.

    cd checkout; python …/bench/other_worker.py SETTINGS PATH PATH …

Answers each line with the milliseconds of CPU that each page took, as JSON.
"""

import json
import os
import sys
import time

sys.path[0] = os.getcwd()  # noqa: PTH109  (the checkout, not this folder)
os.environ["DJANGO_SETTINGS_MODULE"] = sys.argv[1]

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402


def main() -> None:
    """Answer until the input ends."""
    settings.ALLOWED_HOSTS = ["*"]
    client, paths = Client(), sys.argv[2:]
    for path in paths * 3:
        response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)
    print(json.dumps({"wagtail": __import__("wagtail").__version__, "django": django.__version__}), flush=True)
    for _line in sys.stdin:
        found = {}
        for path in paths:
            best = float("inf")
            for _ in range(3):
                began = time.process_time()
                client.get(path)
                best = min(best, time.process_time() - began)
            found[path] = best * 1000
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
