"""A rättelse in words, for the message and the timeline. Never says who another mottagare is."""

from cases.rattelse.models import Rattelse


def om(rattelse: Rattelse) -> str:
    """What was wrong, what is so and from when."""
    artikel, was = rattelse.innehav.artikel, rattelse.innehav
    if rattelse.vad == Rattelse.Vad.INDIVID:
        said = f"Det var individ {rattelse.individ} som levererades, inte {was.individ}."
    elif rattelse.vad == Rattelse.Vad.MOTTAGARE:
        return (
            f"{artikel} levererades till en annan mottagare och är borttaget härifrån. Ingen hyra"
            " räknas här."
        )
    elif not rattelse.antal:
        return f"{artikel} kom aldrig fram och är borttaget härifrån. Ingen hyra räknas."
    else:
        said = f"Det kom {rattelse.antal} {artikel}, inte {was.antal}."
    return f"{said} Det gäller från {rattelse.dag:%Y-%m-%d}."


def att_gora(rattelse: Rattelse) -> str:
    """What the beställare may have to do, said after `om`: the order itself is not reopened."""
    short = rattelse.vad == Rattelse.Vad.ANTAL and rattelse.antal < rattelse.innehav.antal
    if short or rattelse.vad == Rattelse.Vad.MOTTAGARE:
        return " Lägg en ny order om det som fattas fortfarande behövs."
    return ""
