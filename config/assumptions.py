"""The domain's own assumptions, easy to change: what is marked [A] we have decided ourselves."""

import os

import environ

env = environ.Env()

# Eves that HMC treats as days off though they are not public holidays.
HELGDAGSAFTNAR = env.list(
    "WEBSESAM_HELGDAGSAFTNAR", default=["midsommarafton", "julafton", "nyarsafton"]
)
# The Region's baskod for a patient whose own kommun has none, where the Region pays (DMN 10) [A].
REGIONENS_BASKOD = env("WEBSESAM_REGIONENS_BASKOD", default="")
# What an article outside the orderer's produktområden is: a warning, or refused (domain 2.9) [A].
PRODUKTOMRADEN_STOPPAR = env.bool("WEBSESAM_PRODUKTOMRADEN_STOPPAR", default=False)
# Another unit's order (DU-5): how much of a reason, and how many in an hour before it is too many.
ANNAN_ENHET_MINST_SKAL = 10
ANNAN_ENHET_PER_TIMME = 20
# So many working days after it was registered a hämtorder stops the rent, and is fetched [S1].
HAMTORDER_HYRA_STOPPAS_ARBETSDAGAR = env.int("WEBSESAM_HAMTORDER_HYRA_STOPPAS", default=3)
HAMTORDER_HAMTAS_INOM_ARBETSDAGAR = env.int("WEBSESAM_HAMTORDER_HAMTAS_INOM", default=7)
# How soon work begins, and how long it takes then, where the type of an arbetsorder promises
# nothing [A].
ARBETSORDER_PABORJAS_ARBETSDAGAR = env.int("WEBSESAM_ARBETSORDER_PABORJAS", default=10)
ARBETSORDER_KLAR_ARBETSDAGAR = env.int("WEBSESAM_ARBETSORDER_KLAR", default=20)
# Reports of how somebody behaved are read by this group alone, and by whoever wrote them [A].
FELRAPPORT_BEMOTANDE_GRUPP = os.environ.get("WEBSESAM_FELRAPPORT_BEMOTANDE_GRUPP", "gruppchef")
# Working days to answer in when a report is opened again, added to or handed over [A].
FELRAPPORT_SVAR_IGEN_ARBETSDAGAR = 5
# The group that follows a medicinteknisk avvikelse to its end [A].
AVVIKELSE_GRUPP = os.environ.get("WEBSESAM_AVVIKELSE_GRUPP", "kvalitet_mta")
# The law says "snarast" (HSLF-FS 2021:52): so many working days, and for a severe one [A].
AVVIKELSE_ANMALS_ARBETSDAGAR = int(os.environ.get("WEBSESAM_AVVIKELSE_ANMALS_ARBETSDAGAR", "3"))
AVVIKELSE_ALLVARLIG_ARBETSDAGAR = int(
    os.environ.get("WEBSESAM_AVVIKELSE_ALLVARLIG_ARBETSDAGAR", "1")
)
# Lex Maria: the investigation is with IVO two months after the event (HSLF-FS 2017:41) [A].
LEX_MARIA_DAGAR = int(os.environ.get("WEBSESAM_LEX_MARIA_DAGAR", "60"))
AVVIKELSE_TJANST = os.environ.get(
    "WEBSESAM_AVVIKELSE_TJANST", "https://www.lakemedelsverket.se/sv/rapportera-avvikelser"
)
# The works that an investigation needs, by their codes in the table of types (§2.7).
AVVIKELSE_ARBETEN = ("MTA_UND", "MTA_LV")

# So many working days a retur to one's own store can be undone by kundtjänst.
RETUR_KAN_ANGRAS_ARBETSDAGAR = env.int("WEBSESAM_RETUR_KAN_ANGRAS", default=10)
# What is on the svinnlager is scrapped by itself after so many days; until then what turns up is
# registered again (`sla.csv`: three months).
SVINN_SKROTAS_EFTER_DAGAR = env.int("WEBSESAM_SVINN_SKROTAS_EFTER", default=92)
# A specialanpassning is followed up so many days after it was approved [A].
SPECIALANPASSNING_FOLJS_UPP_DAGAR = env.int("WEBSESAM_SPECIALANPASSNING_FOLJS_UPP", default=30)
# Maintenance becomes a case so many days before it is due [A], and the mottagare is reached so many
# days before [S15].
UNDERHALL_FRAMFORHALLNING_DAGAR = env.int("WEBSESAM_UNDERHALL_FRAMFORHALLNING", default=28)
UNDERHALL_KONTAKTAS_FORE_DAGAR = env.int("WEBSESAM_UNDERHALL_KONTAKTAS_FORE", default=14)
# A case is moved by hand to another step, or a process published, only when a second person agrees.
FLYTT_FYRA_OGON = env.bool("WEBSESAM_FLYTT_FYRA_OGON", default=False)
PUBLICERING_FYRA_OGON = env.bool("WEBSESAM_PUBLICERING_FYRA_OGON", default=False)
# A konsultation is given up after so many tries to reach the mottagare [A].
KONSULTATION_FORSOK = env.int("WEBSESAM_KONSULTATION_FORSOK", default=3)
# What a row that did not come back means: A, it is given back and scrapped [S8]; B, its row is
# cancelled and the rent goes on [S9].
RETUR_REGEL_FOR_SAKNAT = env("WEBSESAM_RETUR_REGEL_FOR_SAKNAT", default="B")
# Identities of the manual and of the demo world that fail the check digit on purpose.
TESTIDENTITETER = env.list("WEBSESAM_TESTIDENTITETER", default=["200303030303"])
