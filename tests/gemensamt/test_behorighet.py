"""Who may see and do what, role by role, own unit and foreign."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from cases.gemensamt import behorighet
from cases.gemensamt.models import Arende
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.mottagare.register import vardenhet_for
from cases.organisation.roller import HMC, ROLLER, roller_pa_sidan
from tests.gemensamt.arenden import arende
from tests.organisation import bygg
from workflows.errors import Forbidden, NotFound

pytestmark = pytest.mark.django_db

BLINDA = {"processagare", "fakturagranskare", "loggranskare"}
EGNA = {"forskrivare", "bestallare", "forradsansvarig", "kostnadsansvarig", "enhetschef"}
ALLA = set(ROLLER) - BLINDA - EGNA
SLAR_UPP_FOR_HMC = {"kundtjanst", "tekniker", "konsulent", "kvalitet"}


@pytest.fixture(autouse=True)
def _handlingar() -> None:
    behorighet.tillat("prov", {"makulera": ("forskrivare", "kundtjanst")})


@pytest.fixture
def cases() -> dict[str, Arende]:
    own, foreign = bygg.kund("1912"), bygg.kund("4295")
    someone, patient = bygg.person("forskrivare"), bygg.patient()
    return {
        "own": arende(someone, own, patient),
        "foreign": arende(someone, foreign, patient),
        "hmc": arende(someone, None, patient),
        "own utan patient": arende(someone, own),
        "hmc utan patient": arende(someone),
    }


@pytest.mark.parametrize("roll", ROLLER)
def test_what_each_role_sees(roll: str, cases: dict[str, Arende]) -> None:
    user = bygg.person(roll, kunder=(bygg.kund("1912"),))
    seen = set(behorighet.far_se(user, Arende.objects.all()))
    if roll in ALLA:
        expected = set(cases)
    elif roll in EGNA:
        expected = {"own", "own utan patient"}
    elif roll == "processagare":
        expected = {"own utan patient", "hmc utan patient"}
    else:
        expected = {"own utan patient"}
    assert seen == {cases[name] for name in expected}


@pytest.mark.parametrize("roll", ROLLER)
def test_what_is_not_sent_is_seen_by_its_unit_and_its_author_only(roll: str) -> None:
    own, foreign = bygg.kund("1912"), bygg.kund("4295")
    someone, patient = bygg.person("forskrivare"), bygg.patient()
    user = bygg.person(roll, kunder=() if roll in roller_pa_sidan(HMC) else (own,))
    drafts = {
        "own": arende(someone, own, patient, skickat=False),
        "foreign": arende(someone, foreign, patient, skickat=False),
        "by herself": arende(user, None, patient, skickat=False),
        "by another": arende(someone, None, patient, skickat=False),
    }
    seen = set(behorighet.far_se(user, Arende.objects.all()))
    if roll in BLINDA:
        expected = set()
    else:
        expected = {"own", "by herself"} if roll in EGNA else {"by herself"}
    assert seen == {drafts[name] for name in expected}


def test_one_of_hmc_who_also_works_for_a_unit_sees_its_drafts() -> None:
    unit = bygg.kund()
    draft = arende(bygg.person("bestallare"), unit, bygg.patient(), skickat=False)
    both = bygg.person("forskrivare", "lager", kunder=(unit,))
    assert behorighet.hamta(both, Arende.objects.all(), pk=draft.pk)


def test_nobody_and_an_inactive_person_see_nothing(cases: dict[str, Arende]) -> None:
    left = bygg.person("kundtjanst")
    left.is_active = False
    assert not behorighet.far_se(AnonymousUser(), Arende.objects.all()).exists()
    assert not behorighet.far_se(left, Arende.objects.all()).exists()


def test_who_leaves_a_unit_no_longer_sees_its_cases() -> None:
    unit = bygg.kund()
    miriam = bygg.person("forskrivare", kunder=(unit,))
    hers = arende(miriam, unit, bygg.patient())
    miriam.uppdrag.all().delete()
    assert not behorighet.far_se(miriam, Arende.objects.filter(pk=hers.pk)).exists()


def test_ones_own_case_without_a_unit_is_seen() -> None:
    miriam = bygg.person("forskrivare")
    assert behorighet.hamta(miriam, Arende.objects.all(), pk=arende(miriam).pk)


def test_two_units_do_not_double_a_case() -> None:
    units = (bygg.kund("1912"), bygg.kund("4295"))
    miriam = bygg.person("forskrivare", kunder=units)
    arende(miriam, units[0])
    assert behorighet.far_se(miriam, Arende.objects.all()).count() == 1


def test_a_foreign_case_and_one_that_is_not_there_are_told_alike(
    cases: dict[str, Arende],
) -> None:
    frida = bygg.person("forskrivare", kunder=(bygg.kund("5555"),))
    with pytest.raises(NotFound) as foreign:
        behorighet.hamta(frida, Arende.objects.all(), pk=cases["foreign"].pk)
    with pytest.raises(NotFound) as missing:
        behorighet.hamta(frida, Arende.objects.all(), nummer="26480001")
    assert foreign.value.mening == missing.value.mening


@pytest.mark.parametrize("roll", ROLLER)
def test_only_the_named_roles_may_do_it_and_only_where_they_see(
    roll: str, cases: dict[str, Arende]
) -> None:
    user = bygg.person(roll, kunder=(bygg.kund("1912"),))
    assert behorighet.kan(user, "makulera", cases["own"]) == (roll in {"forskrivare", "kundtjanst"})
    assert behorighet.kan(user, "makulera", cases["foreign"]) == (roll == "kundtjanst")


def test_an_action_that_nobody_has_declared_is_not_taken_for_allowed(
    cases: dict[str, Arende],
) -> None:
    with pytest.raises(KeyError):
        behorighet.kan(bygg.person("kundtjanst"), "makullera", cases["own"])


def test_no_is_not_found_or_forbidden(cases: dict[str, Arende]) -> None:
    behorighet.krav(bygg.person("kundtjanst"), "makulera", cases["own"])
    with pytest.raises(Forbidden, match="görs av förskrivare eller kundtjänst"):
        behorighet.krav(bygg.person("lager"), "makulera", cases["own"])
    with pytest.raises(NotFound):
        behorighet.krav(bygg.person("forskrivare"), "makulera", cases["own"])


@pytest.mark.parametrize("roll", ROLLER)
def test_who_may_open_a_mottagare(roll: str) -> None:
    user = bygg.person(roll, kunder=(bygg.kund("1912"),))
    looks_up = roll in EGNA | SLAR_UPP_FOR_HMC
    assert behorighet.far_sla_upp(user) == looks_up
    assert behorighet.far_se_mottagare(user, bygg.patient()) == looks_up
    own, foreign = vardenhet_for(bygg.kund("1912")), vardenhet_for(bygg.kund("4295"))
    assert behorighet.far_se_mottagare(user, own) == looks_up
    assert behorighet.far_se_mottagare(user, foreign) == (roll in SLAR_UPP_FOR_HMC)


def test_a_vardgivare_confirms_the_care_first_and_hmc_need_not() -> None:
    unit = bygg.kund()
    miriam, patient = bygg.person("forskrivare", kunder=(unit,)), bygg.patient()
    with pytest.raises(Forbidden, match="Bekräfta att du deltar i vården"):
        behorighet.krav_mottagare(miriam, patient, unit)
    logga_atkomst(miriam, patient, Atkomst.Vad.BEKRAFTADE, kund=unit)
    behorighet.krav_mottagare(miriam, patient, unit)
    behorighet.krav_mottagare(bygg.person("kundtjanst"), patient, None)
    behorighet.krav_mottagare(miriam, vardenhet_for(unit), unit)
    with pytest.raises(Forbidden, match="Vårdenheten är inte din"):
        behorighet.krav_mottagare(miriam, vardenhet_for(bygg.kund("4295")), unit)


@pytest.mark.parametrize("roll", sorted(set(ROLLER) - EGNA - SLAR_UPP_FOR_HMC))
def test_who_meets_patients_through_cases_only_is_told_so(roll: str) -> None:
    with pytest.raises(Forbidden, match="Utgå från ärendet som du arbetar med"):
        behorighet.krav_mottagare(bygg.person(roll), bygg.patient(), None)


def test_a_role_at_the_lager_is_no_way_round_the_vardrelation() -> None:
    unit, patient = bygg.kund(), bygg.patient()
    both = bygg.person("forskrivare", "lager", kunder=(unit,))
    with pytest.raises(Forbidden, match="Bekräfta att du deltar i vården"):
        behorighet.krav_mottagare(both, patient, unit)


def test_two_cases_of_a_type_never_share_a_number() -> None:
    miriam = bygg.person("forskrivare")
    one, other, third = arende(miriam), arende(miriam), arende(miriam, typ="annan")
    for case in (one, third):
        case.nummer, case.verkstalld = "26480001", case.skapad
        case.save()
    other.nummer, other.verkstalld = "26480001", other.skapad
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


def test_a_draft_has_no_number() -> None:
    draft = arende(bygg.person("forskrivare"), skickat=False)
    draft.nummer = "26480001"
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()
