"""Swedish order, the same whatever the database's collation."""

from cases.organisation.ordning import sortnyckel, vikt


def test_swedish_letters_come_last_and_in_their_own_order() -> None:
    words = ["Öron", "Zebra", "Ål", "apa", "Ärta", "Yxa", "Éva", "Edit"]
    assert sorted(words, key=sortnyckel) == [
        "apa", "Edit", "Éva", "Yxa", "Zebra", "Ål", "Ärta", "Öron",
    ]  # fmt: skip


def test_a_word_comes_before_the_longer_one_that_begins_so() -> None:
    assert sortnyckel("säng") < sortnyckel("sängar")


def test_folding_forgets_dots_and_case() -> None:
    assert vikt("SÄNGGRIND Écru Åhus") == "sanggrind ecru ahus"
