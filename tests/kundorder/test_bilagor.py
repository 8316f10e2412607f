"""Comment and attachment to a row, attachments to the whole order (KO-8, KO-9, KO-11, KO-22)."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.gemensamt import bilagor
from cases.gemensamt.models import Bilaga
from cases.kundorder import actions_bilagor, actions_rader
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad, Radandring
from tests.kundorder.test_lagg_till import paborjad
from tests.kundorder.varld import Varld, verkstalld
from workflows.errors import Forbidden, NotFound, NotYourTurn, Refused


def fil(namn: str = "mått.pdf", innehall: bytes = b"%PDF-1.4\n%%EOF\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(namn, innehall)


@pytest.fixture
def order(v: Varld) -> Kundorder:
    return paborjad(v)


@pytest.fixture
def rad(v: Varld, order: Kundorder) -> Kundorderrad:
    return actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad("75178"))


def test_files_come_with_the_row_without_a_step_of_their_own(v: Varld, order: Kundorder) -> None:
    rad = actions_rader.lagg_till_rad(
        order.pk,
        person=v.miriam,
        svar=NyRad("75178", kommentar="Se måtten", epost_utanfor=True),
        filer=[fil(), fil("foto.pdf")],
    )
    assert rad.epost_utanfor
    kept = Bilaga.objects.filter(arende=order.pk, rad=rad.pk)
    assert {one.filnamn for one in kept} == {"mått.pdf", "foto.pdf"}


def test_comment_and_file_afterwards(v: Varld, order: Kundorder, rad: Kundorderrad) -> None:
    actions_bilagor.bifoga(
        order.pk,
        person=v.miriam,
        rad=rad.pk,
        kommentar="Högerhänt",
        filer=[fil()],
        epost_utanfor=True,
    )
    rad.refresh_from_db()
    assert (rad.kommentar, rad.epost_utanfor) == ("Högerhänt", True)
    assert Bilaga.objects.get().rad == rad.pk


def test_a_file_to_the_whole_order(v: Varld, order: Kundorder) -> None:
    actions_bilagor.bifoga(order.pk, person=v.miriam, filer=[fil()], epost_utanfor=True)
    order.refresh_from_db()
    assert order.epost_utanfor
    assert Bilaga.objects.get().rad is None


def test_one_bad_file_and_none_is_kept(v: Varld, order: Kundorder, rad: Kundorderrad) -> None:
    with pytest.raises(Refused) as no:
        actions_bilagor.bifoga(
            order.pk,
            person=v.miriam,
            rad=rad.pk,
            kommentar="Ny",
            filer=[fil(), fil("spel.exe", b"MZ"), fil("tom.pdf", b"")],
        )
    assert [h.kod for h in no.value.hinder] == ["bilaga_program", "bilaga_tom"]
    rad.refresh_from_db()
    assert rad.kommentar == ""
    assert not Bilaga.objects.exists()


def test_a_new_row_with_a_bad_file_is_no_row(v: Varld, order: Kundorder) -> None:
    with pytest.raises(Refused):
        actions_rader.lagg_till_rad(
            order.pk, person=v.miriam, svar=NyRad("75178"), filer=[fil("spel.exe", b"MZ")]
        )
    assert not order.rader.exists()


def test_more_files_than_an_order_holds(v: Varld, order: Kundorder) -> None:
    with pytest.raises(Refused) as no:
        actions_bilagor.bifoga(order.pk, person=v.miriam, filer=[fil() for _ in range(41)])
    assert [h.kod for h in no.value.hinder] == ["for_manga_bilagor"]
    assert not Bilaga.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_removed_row_takes_its_files_with_it(
    v: Varld, order: Kundorder, rad: Kundorderrad
) -> None:
    part = rad.komponenter.get()
    [own] = actions_bilagor.bifoga(order.pk, person=v.miriam, rad=rad.pk, filer=[fil()])
    [parts] = actions_bilagor.bifoga(order.pk, person=v.miriam, rad=part.pk, filer=[fil()])
    [whole] = actions_bilagor.bifoga(order.pk, person=v.miriam, filer=[fil()])
    actions_rader.andra_rader(order.pk, person=v.miriam, svar=[Radandring(rad.pk, 1, ta_bort=True)])
    assert list(Bilaga.objects.all()) == [whole]
    assert [bilagor.plats(one).exists() for one in (own, parts, whole)] == [False, False, True]


def test_an_attachment_is_taken_away_once(v: Varld, order: Kundorder) -> None:
    [kept] = actions_bilagor.bifoga(order.pk, person=v.miriam, filer=[fil()])
    actions_bilagor.ta_bort_bilaga(order.pk, kept.pk, person=v.miriam)
    assert not Bilaga.objects.exists()
    with pytest.raises(NotYourTurn):
        actions_bilagor.ta_bort_bilaga(order.pk, kept.pk, person=v.miriam)


def test_only_those_who_order_and_only_before_it_is_sent(v: Varld, rad: Kundorderrad) -> None:
    for person, no in ((v.frida, NotFound), (v.kim, NotFound)):
        with pytest.raises(no):
            actions_bilagor.bifoga(rad.order_id, person=person, filer=[fil()])
    sent = verkstalld(v)
    with pytest.raises(Forbidden):
        actions_bilagor.bifoga(sent.pk, person=v.lotta, filer=[fil()])
    with pytest.raises(NotYourTurn):
        actions_bilagor.bifoga(sent.pk, person=v.miriam, filer=[fil()])
    with pytest.raises(NotYourTurn):
        actions_bilagor.bifoga(rad.order_id, person=v.miriam, rad=uuid4(), filer=[fil()])
    assert not Bilaga.objects.exists()
