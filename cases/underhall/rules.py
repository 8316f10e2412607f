"""What must hold for maintenance that falls due, and for the plan. Pure."""

from dataclasses import dataclass
from datetime import date

from workflows.errors import Hinder

LANGST = 1000


@dataclass(frozen=True)
class Kontakt:
    """How it went to reach the mottagare."""

    utfall: str
    dag: date | None = None
    text: str = ""


def hinder_for_kontakt(sagt: Kontakt, idag: date) -> list[Hinder]:
    """A day to come, or why there is none."""
    if sagt.utfall == "bokat":
        if sagt.dag is None or sagt.dag < idag:
            return [Hinder("dag_fel", "Ange dagen ni har bestämt, tidigast i dag.", "dag")]
        return []
    if sagt.utfall == "ej_nadd":
        return hinder_for_text(sagt.text, "text", "hur du har försökt nå mottagaren")
    if sagt.utfall == "inte_aktuellt":
        return hinder_for_text(sagt.text, "text", "varför underhållet inte är aktuellt")
    return [Hinder("utfall_saknas", "Välj hur det gick.", "utfall")]


def hinder_for_plan(intervall: int | None, kalla: str) -> list[Hinder]:
    """An interval that can be kept, and where it comes from [S15]."""
    hinder = []
    if intervall is None or not 1 <= intervall <= 240:
        hinder.append(
            Hinder("intervall_fel", "Ange intervallet i månader, 1 till 240.", "intervall")
        )
    return hinder + hinder_for_text(kalla, "kalla", "var intervallet kommer ifrån")


def hinder_for_text(text: str, falt: str, what: str) -> list[Hinder]:
    """Something must be said, and not too much."""
    if not text.strip():
        return [Hinder("text_saknas", f"Skriv {what}.", falt)]
    if len(text) > LANGST:
        return [Hinder("text_for_lang", f"Korta texten till högst {LANGST} tecken.", falt)]
    return []
