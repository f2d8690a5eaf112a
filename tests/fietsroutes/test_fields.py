import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from fietsroutes.fields import KilometresFormField


@pytest.mark.parametrize(
    ("metres", "shown"),
    [(0, "0"), (300, "0,3"), (1000, "1"), (10_000, "10"), (3_250, "3,25"), (12_005, "12,005"), (100_000, "100")],
)
def test_metres_are_shown_as_an_editor_writes_them(metres, shown):
    with translation.override("nl"):
        assert KilometresFormField().prepare_value(metres) == shown


@given(st.integers(0, 1_000_000))
def test_what_is_shown_is_read_back_the_same(metres):
    with translation.override("nl"):
        field = KilometresFormField()
        assert field.clean(field.prepare_value(metres)) == metres
