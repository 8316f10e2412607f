"""Nobody changes something that is not as it was read."""

import pytest

from cases.kundorder.models import Kundorder
from tests.api.conftest import Klienter
from tests.kundorder.varld import Varld, leveranser, utkast, verkstalld
from workflows.models import UserTask


def test_a_change_without_if_match_is_refused(v: Varld, som: Klienter) -> None:
    order = utkast(v)
    before = Kundorder.objects.get().version
    for method, part in (("DELETE", ""), ("DELETE", "rader/"), ("POST", "verkstall/")):
        answer = som.miriam(method, f"kundorder/{order.pk}/{part}")
        assert answer.status == 428, part
        assert "If-Match" in answer.data["detail"]
    assert Kundorder.objects.get().version == before


def test_a_stale_change_is_refused_and_nothing_is_written_over(v: Varld, som: Klienter) -> None:
    order = utkast(v)
    here = f"kundorder/{order.pk}/"
    seen = som.miriam("GET", here)
    where = {**seen.data["leverans"], "co": "Först"}
    assert som.miriam("PUT", f"{here}leveransuppgifter/", where, tag=seen.etag).status == 200
    late = som.miriam("PUT", f"{here}leveransuppgifter/", {**where, "co": "Sist"}, tag=seen.etag)
    assert late.status == 412
    assert "Läs det igen" in late.data["detail"]
    assert Kundorder.objects.get().co == "Först"


@pytest.mark.parametrize("among", ["*", '"nej", {tag}'])
def test_if_match_may_name_several_or_any(v: Varld, som: Klienter, among: str) -> None:
    order = utkast(v)
    tag = som.miriam("GET", f"kundorder/{order.pk}/").etag
    given = among.format(tag=tag)
    assert som.miriam("DELETE", f"kundorder/{order.pk}/", tag=given).status == 204


def test_the_tag_follows_the_process(v: Varld, som: Klienter) -> None:
    [leverans] = leveranser(verkstalld(v))
    there = f"leverans/{leverans.pk}/"
    seen = som.lotta("GET", there)
    rows = [
        {"rad": r["rad"], "antal": r["antal"], "individer": r["lediga_individer"]}
        for r in seen.data["rader"]
    ]
    som.lotta("POST", f"{there}plocka/", {"rader": rows}, tag=seen.etag)
    assert som.lotta("POST", f"{there}utleverera/", tag=seen.etag).status == 412
    assert UserTask.objects.get(case_id=leverans.pk).element == "utleverera"
