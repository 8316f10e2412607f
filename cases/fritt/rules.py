"""What must hold in processes drawn without code. Pure: no database, no settings."""

from collections.abc import Collection, Iterable, Mapping

from workflows.errors import Hinder

# The box that a vårdgivare ticks; no field of a form can have this name.
VARDRELATION = "_vardrelation"
OSEDD = "osedd"
PAGAR, AVSLUTAT, AVBRUTET = "Pågår", "Avslutat", "Avbrutet"


def hinder_for_svar(fel: Mapping[str, str]) -> list[Hinder]:
    """The form's sentences as hinder, field by field."""
    return [Hinder("svar", mening, falt) for falt, mening in fel.items()]


def hinder_for_osedda(asked: Iterable[str], sedda: Collection[str] | None) -> list[Hinder]:
    """Questions that the answers led to after the page was drawn; None when all could be seen."""
    if sedda is None:
        return []
    return [
        Hinder(OSEDD, "Dina svar ledde till en fråga till. Svara på den och skicka igen.", falt)
        for falt in asked
        if falt not in sedda
    ]


def hinder_for_start(*, far_starta: bool, har_kund: bool, vardgivare: bool) -> list[Hinder]:
    """Why a person can't start a process. A vårdgivare starts for one of the own kunder."""
    if not far_starta:
        return [
            Hinder(
                "roll",
                "Din roll får inte starta den här processen. Be någon som har rollen att göra det.",
            )
        ]
    if vardgivare and not har_kund:
        return [Hinder("kund", "Välj vilken av dina enheter det gäller.", "kund")]
    return []


def hinder_for_vardrelation(*, kravs: bool, bekraftad: bool) -> list[Hinder]:
    """A vårdgivare says that she takes part in the care before a patient's case begins (L1)."""
    if not kravs or bekraftad:
        return []
    return [
        Hinder(
            "vardrelation",
            "Bekräfta att du deltar i vården av mottagaren innan du skickar. Ditt val loggas.",
            VARDRELATION,
        )
    ]


def status(*, pagar: bool, avbruten: bool) -> str:
    """The case's label: what its process is doing, and nothing else."""
    if pagar:
        return PAGAR
    return AVBRUTET if avbruten else AVSLUTAT


def vad_hander(status: str, *, stannat: bool) -> str:
    """What the receipt says when nobody has anything to do right now; `stannat` when a step could
    not be carried out."""
    if stannat:
        return (
            "Det du skickade är sparat, men nästa steg har stannat. Den som sköter driften ser det"
            " och för ärendet vidare."
        )
    if status == PAGAR:
        return "Ärendet väntar på en tid eller ett besked och går sedan vidare av sig självt."
    return f"Ärendet är {status.lower()}. Ingen behöver göra något mer."
