"""Sorting follows the language."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.language import speaking
from cxworkshop.language.order import sort_key


@pytest.mark.parametrize(
    ("spoken", "written", "ordered"),
    [
        ("fi", None, "aalto Ahonen Zeta Åberg åsa äiti Ärjä Öhman"),
        ("en", "fi", "aalto Ahonen Zeta Åberg åsa äiti Ärjä Öhman"),
        ("en", "en", "aalto Åberg Ahonen äiti Ärjä åsa Öhman Zeta"),
        ("en", None, "cafe café cafés"),
        ("fi", None, "cafe café cafés Lyly Müller Myyrä Šakki Sala"),
        ("fi", None, "A\u030aberg Ä Ö"),
    ],
)
def test_texts_are_in_the_order_of_the_language(spoken: str, written: str | None, ordered: str) -> None:
    names = ordered.split()
    shuffled = random.Random(3).sample(names, len(names))
    with speaking(spoken):
        assert sorted(shuffled, key=lambda name: sort_key(name, written)) == names


@given(st.text(), st.text(), st.sampled_from(["en", "fi"]))
def test_every_text_has_its_place(text: str, other: str, spoken: str) -> None:
    with speaking(spoken):
        assert (sort_key(text) < sort_key(other)) + (sort_key(text) > sort_key(other)) <= 1
