import pytest
from django.utils import translation

from fietsroutes import quantities


@pytest.mark.parametrize(("metres", "words"), [(0, "0,0 km"), (949, "0,9 km"), (960, "1,0 km"), (16_190, "16,2 km")])
def test_kilometres_are_rounded_and_not_cut_off(metres, words):
    with translation.override("nl"):
        assert quantities.kilometres(metres) == words


@pytest.mark.parametrize(("metres", "words"), [(344, "340 m"), (996, "1.000 m"), (1_000, "1,0 km")])
def test_short_distances_are_in_metres(metres, words):
    with translation.override("nl"):
        assert quantities.distance(metres) in (words, words.replace(".", ""))
