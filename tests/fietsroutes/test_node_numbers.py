import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from fietsroutes.node_numbers import read_nodes, written_nodes


@pytest.mark.parametrize(
    "text", ["12, 34, 5", "12-34-5", "12 34 5", "12,34,5,", "12 – 34 en 5", " 12\n34\n5 ", "12 → 34 → 5", "12;34/5"]
)
def test_numbers_are_read_however_they_are_written(text):
    assert read_nodes(text) == [12, 34, 5]


@pytest.mark.parametrize("text", ["0", "100", "12, knooppunt 5", "12.5", "٣"])
def test_what_is_no_node_is_named_in_the_refusal(text):
    with pytest.raises(ValidationError) as caught:
        read_nodes(text)
    assert "1" in str(caught.value)


@given(st.lists(st.integers(1, 99), max_size=40))
def test_what_is_written_is_read_back(numbers):
    assert read_nodes(written_nodes(numbers)) == numbers


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        numbers = read_nodes(text)
    except ValidationError:
        return
    assert all(1 <= number <= 99 for number in numbers)
