"""What Sök artikel asks (SA-1). Sent in the address, so that a search can be kept and shared."""

from django import forms

from cases.artiklar.models import Artikel, Leverantor
from cases.artiklar.sok import Sokning


class SokArtikelForm(forms.Form):
    """One field finds by anything; the others narrow it down, and all must hold (SA-2)."""

    q = forms.CharField(
        label="Benämning eller annat du minns",
        required=False,
        max_length=200,
        help_text="Hela ord eller delar av dem: benämning, nummer, produkt, leverantör, ISO-kod.",
    )
    artikel = forms.CharField(label="Artikel", required=False, max_length=8)
    lev_artnr = forms.CharField(
        label="Lev. artikelnr", required=False, max_length=40, help_text="Början av numret räcker."
    )
    produktnamn = forms.CharField(label="Produktnamn", required=False, max_length=80)
    leverantor = forms.ModelChoiceField(
        label="Leverantör",
        required=False,
        queryset=Leverantor.objects.order_by("namn"),
        error_messages={"invalid_choice": "Välj en leverantör i listan."},
    )
    typ = forms.ChoiceField(
        label="Artikeltyp",
        required=False,
        choices=[("", "Alla artikeltyper"), *Artikel.Typ.choices],
        error_messages={"invalid_choice": "Välj en artikeltyp i listan."},
    )

    def svar(self) -> Sokning:
        """What was asked, once the form holds."""
        said = self.cleaned_data
        return Sokning(
            text=said["q"].strip(),
            artikel=said["artikel"].strip(),
            lev_artnr=said["lev_artnr"].strip(),
            produktnamn=said["produktnamn"].strip(),
            leverantor=said["leverantor"].pk if said["leverantor"] else None,
            typ=said["typ"],
        )

    @property
    def fler_falt(self) -> bool:
        """Whether any of the fields that narrow is filled in, so that they are shown."""
        return any(self.data.get(name) for name in self.fields if name != "q")
