"""What a step's forms call what can be set on it and added after it."""

from workflows.gate.drawing import Flow
from workflows.workbench.reading import name_of

TIMES = {
    "timeDate": "Ett klockslag",
    "timeDuration": "En tid efter att steget nåddes",
    "timeCycle": "Återkommande",
}
# Whether what happens during a step ends it.
INTERRUPTS = [
    ("ja", "Steget avbryts, och ärendet går den här vägen"),
    ("nej", "Steget fortsätter, och det här görs vid sidan om"),
]
# What an error and an escalation are known by.
CODES = {
    "error": (
        "Felkod",
        "Samma kod där felet uppstår och där det fångas. Tomt på kanten fångar alla fel.",
    ),
    "escalation": ("Eskaleringskod", "Samma kod där det eskaleras och där det fångas."),
}
# How what is done for each row of a list is done.
TIMES_DONE = [
    ("samtidigt", "En gång för varje rad, samtidigt"),
    ("i_tur", "En gång för varje rad, i tur och ordning"),
]
# Label and help of the settings that are written in FEEL or in words.
WRITTEN = {
    "deadline": ("Klart senast", "FEEL, till exempel hmc.arbetsdagar(start, 5)."),
    "group": (
        "Grupp",
        "FEEL: en grupps nyckel inom citattecken, eller ett faktum. Tomt: alla i rollen.",
    ),
    "priority": ("Prioritet", "FEEL, ett tal; högre kommer först i inkorgen."),
    "key": ("Nyckel", "FEEL som säger vilket ärende meddelandet hör till."),
    "payload": ("Skickar med", "FEEL, det som den andra processen får veta."),
    "tidslinje": (
        "I tidslinjen",
        "Det som läses när steget är gjort. Ett minustecken döljer steget.",
    ),
}
# What may be added, in the order that it is offered in.
SORTER = {
    "userTask": "En uppgift för en person",
    "serviceTask": "Något som systemet gör",
    "businessRuleTask": "Ett beslut enligt en tabell",
    "sendTask": "En uppgift som skickar ett meddelande till en annan process",
    "receiveTask": "En uppgift som väntar på besked från en annan process",
    "callActivity": "En annan process, som anropas",
    "subProcess": "En delprocess, med egna steg",
    "exclusiveGateway": "En grind som väljer väg",
    "inclusiveGateway": "En grind som väljer en eller flera vägar",
    "parallelGateway": "En grind där alla vägar går samtidigt",
    "eventBasedGateway": "En grind som väntar på det som händer först",
    "intermediateCatchEvent:timer": "En händelse som väntar en tid",
    "intermediateCatchEvent:message": "En händelse som väntar på ett meddelande",
    "intermediateCatchEvent:conditional": "En händelse som väntar tills något är sant",
    "intermediateThrowEvent:message": "En händelse som skickar ett meddelande",
    "intermediateThrowEvent:escalation": "En händelse som eskalerar",
    "endEvent": "Ett slut",
    "endEvent:message": "Ett slut som skickar ett meddelande",
    "endEvent:error": "Ett slut med ett fel",
    "endEvent:escalation": "Ett slut som eskalerar",
    "endEvent:terminate": "Ett slut som avslutar allt",
    "boundaryEvent:timer": "På steget: en tid som går ut medan det pågår",
    "boundaryEvent:message": "På steget: ett meddelande som kommer medan det pågår",
    "boundaryEvent:conditional": "På steget: något som blir sant medan det pågår",
    "boundaryEvent:error": "På steget: ett fel som fångas",
    "boundaryEvent:escalation": "På steget: en eskalering som fångas",
}


def way_in_words(flow: Flow) -> str:
    """A way by its name and where it leads."""
    target = name_of(flow.target).replace("”", "") if flow.target else ""
    return " till ".join(part for part in (flow.name, target) if part)
