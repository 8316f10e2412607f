"""What must hold in processes drawn without code. Pure: no database, no settings."""

from collections.abc import Mapping

from workflows.errors import Hinder

# The box that a vårdgivare ticks; no field of a form can have this name.
VARDRELATION = "_vardrelation"
PAGAR, AVSLUTAD, AVBRUTEN = "Pågår", "Avslutad", "Avbruten"


def hinder_for_svar(fel: Mapping[str, str]) -> list[Hinder]:
    """The form's sentences as hinder, field by field."""
    return [Hinder("svar", mening, falt) for falt, mening in fel.items()]


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
    return AVBRUTEN if avbruten else AVSLUTAD
