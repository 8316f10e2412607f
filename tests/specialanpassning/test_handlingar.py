"""What is refused, and what then is left as it was: papers, turns, roles, and the adapted aid."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from cases.gemensamt import bilagor
from cases.hjalpmedel import flytt, innehav, specialanpassat
from cases.hjalpmedel.flytt import Gods
from cases.hjalpmedel.innehav import Utlamnat
from cases.hjalpmedel.models import Individ, Innehav, Rorelse, Specialmarkning
from cases.hjalpmedel.saldon import Handelse
from cases.specialanpassning import actions, actions_tekniker, aterstallning, dokument, rules
from cases.specialanpassning.models import Dokument
from tests.specialanpassning.varld import (
    ANVISNING,
    JA,
    PAPPER,
    Special,
    anvisad,
    bedomd,
    bedomning,
    begard,
    godkand,
    markt,
    papper,
    svarat,
)
from workflows import engine
from workflows.errors import Forbidden, NotYourTurn, Refused

IN = Handelse(Rorelse.Slag.RETUR, "tyra")


def koder(no: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [hinder.kod for hinder in no.value.hinder]


def test_an_instruction_is_whole_and_nothing_simpler_is_enough(s: Special) -> None:
    spec = begard(s)
    bare = rules.Anvisning(
        **{**ANVISNING.__dict__, "provat_sortiment": False, "matt": " ", "risker": "x" * 1001}
    )
    with pytest.raises(Refused) as no:
        actions.utfarda_anvisning(spec.pk, person=s.v.miriam, sagt=bare)
    assert koder(no) == ["alternativ_inte_provat", "text_saknas", "text_for_lang"]
    assert not spec.dokument.exists()
    assert [task.element for task in engine.open_tasks(spec.pk)] == ["utfarda_anvisning"]


def test_a_judgement_says_all_that_its_answer_needs(s: Special) -> None:
    spec = anvisad(s, kostnadsforslag=True)
    wrong = bedomning(risker="", inom_anvisning=None, klar_senast=date(2026, 11, 1), minuter=9999)
    for sagt, said in (
        (rules.Bedomning(""), ["utfall_saknas"]),
        (rules.Bedomning("ej_mojlig"), ["text_saknas"]),
        (
            wrong,
            ["minuter_fel", "text_saknas", "inom_anvisning_saknas", "klar_senast_fel",
             "belopp_saknas"],
        ),
    ):  # fmt: skip
        with pytest.raises(Refused) as no:
            actions_tekniker.bedom(spec.pk, person=s.tyra, sagt=sagt)
        assert koder(no) == said
    assert s.spec.bedomning == ""


def test_a_yes_from_the_manufacturer_is_in_writing(s: Special) -> None:
    bedomd(s)
    with pytest.raises(Refused) as no:
        svarat(s, godkanner=True, avstar=True, fragad=date(2027, 1, 1))
    assert koder(no) == ["fragad_fel", "dokument_saknas", "avstar_trots_ja"]
    assert s.spec.tillverkaren_godkanner is None


def test_nothing_is_made_or_marked_without_its_papers(s: Special) -> None:
    bedomd(s)
    svarat(s)
    with pytest.raises(Refused) as no:
        actions_tekniker.tillverka(s.spec.pk, person=s.tyra)
    assert [one.falt for one in no.value.hinder] == ["dokument-ritning"]
    papper(s, "ritning")
    actions_tekniker.tillverka(s.spec.pk, person=s.tyra)
    with pytest.raises(Refused) as no:
        actions_tekniker.mark(s.spec.pk, person=s.tyra, individ="0000000")
    assert [one.falt for one in no.value.hinder] == [
        "dokument-markning", "dokument-teknisk", "dokument-utlatande", "individ", "ce_borttagen",
    ]  # fmt: skip
    assert not Specialmarkning.objects.exists()


def test_only_the_right_individ_is_marked(s: Special) -> None:
    other = Individ.objects.create(
        nummer="1438999", artikel=s.v.sang, plats="transport", agare="omrade_hjalpmedel"
    )
    bedomd(s)
    svarat(s)
    papper(s, "ritning", "markning", "teknisk", "utlatande")
    actions_tekniker.tillverka(s.spec.pk, person=s.tyra)
    with pytest.raises(Refused) as no:
        actions_tekniker.mark(s.spec.pk, person=s.tyra, individ=other.nummer, ce_borttagen=True)
    assert koder(no) == ["individ_fel"]
    Individ.objects.filter(pk=s.individ.pk).update(karantan=True)
    with pytest.raises(Refused) as no:
        actions_tekniker.mark(s.spec.pk, person=s.tyra, individ=s.individ.nummer, ce_borttagen=True)
    assert koder(no) == ["individ_passar_inte"]


def test_an_approval_is_made_of_all_its_parts(s: Special) -> None:
    bedomd(s)
    svarat(s)
    markt(s)
    for sagt, said in (
        (rules.Godkannande(None), ["val_saknas"]),
        (rules.Godkannande(godkanns=False), ["text_saknas"]),
        (rules.Godkannande(godkanns=True, utprovad=True), ["intyg_saknas", "intyg_saknas"]),
    ):
        with pytest.raises(Refused) as no:
            actions.godkann(s.spec.pk, person=s.v.miriam, sagt=sagt)
        assert koder(no) == said
    assert s.spec.godkand is None


def test_each_does_her_own_and_only_in_turn(s: Special) -> None:
    spec = anvisad(s)
    with pytest.raises(Forbidden):
        actions_tekniker.bedom(spec.pk, person=s.v.miriam, sagt=bedomning())
    with pytest.raises(NotYourTurn):
        actions.godkann(spec.pk, person=s.v.miriam, sagt=JA)


def test_papers_are_never_taken_away(s: Special) -> None:
    bedomd(s)
    papper(s, "ritning")
    old = s.spec.dokument.get(slag="ritning")
    new = dokument.lagg_till_dokument(
        s.spec.pk,
        person=s.tyra,
        slag="ritning",
        fil=SimpleUploadedFile("ny.pdf", PAPPER),
        ersatter=old.pk,
    )
    assert (new.version, new.ersatter) == (2, old)
    assert bilagor.las(old.bilaga, old.bilaga.av) == PAPPER
    with pytest.raises(ProtectedError):
        bilagor.ta_bort(old.bilaga)
    with pytest.raises(DatabaseError), transaction.atomic():
        Dokument.objects.filter(pk=old.pk).update(slag="annat")
    for slag, fil, code in (
        ("anvisning", SimpleUploadedFile("a.pdf", PAPPER), ["slag_saknas"]),
        ("ritning", None, ["fil_saknas"]),
        ("ritning", SimpleUploadedFile("a.exe", b"MZ"), ["bilaga_program"]),
    ):
        with pytest.raises(Refused) as no:
            dokument.lagg_till_dokument(s.spec.pk, person=s.tyra, slag=slag, fil=fil)
        assert koder(no) == code
    with pytest.raises(Refused) as no:
        dokument.lagg_till_dokument(
            s.spec.pk, person=s.tyra, slag="ritning",
            fil=SimpleUploadedFile("b.pdf", PAPPER), ersatter=old.pk,
        )  # fmt: skip
    assert koder(no) == ["ersatter_fel"]


def test_an_adapted_aid_goes_to_nobody_else_until_it_is_restored(s: Special) -> None:
    spec = godkand(s)
    with pytest.raises(Refused) as no:
        aterstallning.aterstall(s.individ.nummer, person=s.tyra, atgard="Grinden borttagen.")
    assert koder(no) == ["hos_mottagaren"]
    held = Innehav.objects.get(individ=s.individ, aterlamnad=None)
    innehav.aterlamna(held.pk, date(2026, 11, 25))
    shelf = Gods(s.v.lager.pk, s.v.sang.pk, individ_id=s.individ.pk)
    with pytest.raises(Refused) as no:
        flytt.ta_in([shelf], IN)
    assert koder(no) == ["individ_specialanpassad"]
    to_other = Utlamnat(
        mottagare_id=_annan(s), artikel_id=s.v.sang.pk, agare="omrade_hjalpmedel",
        debiteringsform="hyra", individ_id=s.individ.pk,
    )  # fmt: skip
    with pytest.raises(Refused) as no:
        innehav.oppna(to_other, date(2026, 11, 25))
    assert koder(no) == ["individ_specialanpassad"]
    assert spec.specialanpassnings_id in no.value.hinder[0].mening
    with pytest.raises(Refused):
        aterstallning.aterstall(s.individ.nummer, person=s.tyra, atgard=" ")
    with pytest.raises(Forbidden):
        aterstallning.aterstall(s.individ.nummer, person=s.v.kim, atgard="Grinden borttagen.")
    aterstallning.aterstall(s.individ.nummer, person=s.tyra, atgard="Grinden borttagen.")
    flytt.ta_in([shelf], IN)
    s.individ.refresh_from_db()
    assert (s.individ.plats, s.individ.specialanpassning) == ("lager", "")
    assert Specialmarkning.objects.get().aterstalld_av == "tyra"
    assert specialanpassat.oppen(s.individ.pk) is None


def test_the_same_mottagare_may_have_it_back(s: Special) -> None:
    godkand(s)
    held = Innehav.objects.get(individ=s.individ, aterlamnad=None)
    innehav.aterlamna(held.pk, date(2026, 11, 25))
    same = Utlamnat(
        mottagare_id=s.v.patient.pk, artikel_id=s.v.sang.pk, agare="omrade_hjalpmedel",
        debiteringsform="hyra", individ_id=s.individ.pk,
    )  # fmt: skip
    assert innehav.oppna(same, date(2026, 11, 25)).individ == s.individ


def _annan(s: Special) -> int:
    from cases.mottagare.register import lagg_upp_patient
    from cases.organisation.models import Baskod

    return lagg_upp_patient("191212121212", "Tolvan", Baskod.objects.get(), av="pia").pk
