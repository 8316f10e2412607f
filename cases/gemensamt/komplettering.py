"""What is said of an accessory to an individ that the mottagare has already (V15, KH-6)."""

from cases.hjalpmedel.models import Innehav


def radtext(aid: Innehav | None) -> str:
    """Which delivered individ a row completes; empty when it completes none."""
    if aid is None:
        return ""
    return f"Komplettering till levererad individ: {aid.individ} {aid.artikel}"
