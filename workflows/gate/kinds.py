"""The kinds of element that a process is drawn with, and what each is called in a sentence."""

ACTIVITIES = frozenset(
    {
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "scriptTask",
        "sendTask",
        "receiveTask",
        "businessRuleTask",
        "subProcess",
        "transaction",
        "adHocSubProcess",
        "callActivity",
    }
)
GATEWAYS = frozenset(
    {
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "eventBasedGateway",
        "complexGateway",
    }
)
# Those that choose among the ways out by conditions.
CHOOSING = ("exclusiveGateway", "inclusiveGateway")
EVENTS = frozenset(
    {
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
    }
)
SUBPROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
FLOW_NODES = ACTIVITIES | GATEWAYS | EVENTS

KINDS = {
    "task": "aktiviteten",
    "userTask": "användaruppgiften",
    "manualTask": "den manuella uppgiften",
    "serviceTask": "systemuppgiften",
    "scriptTask": "skriptuppgiften",
    "sendTask": "sändaruppgiften",
    "receiveTask": "mottagaruppgiften",
    "businessRuleTask": "beslutsuppgiften",
    "subProcess": "delprocessen",
    "transaction": "transaktionen",
    "adHocSubProcess": "ad hoc-delprocessen",
    "callActivity": "anropsaktiviteten",
    "exclusiveGateway": "grinden",
    "parallelGateway": "parallellgrinden",
    "inclusiveGateway": "den inkluderande grinden",
    "eventBasedGateway": "händelsegrinden",
    "complexGateway": "den komplexa grinden",
    "startEvent": "starthändelsen",
    "endEvent": "sluthändelsen",
    "intermediateCatchEvent": "händelsen",
    "intermediateThrowEvent": "händelsen",
    "boundaryEvent": "kanthändelsen",
    "process": "processen",
    "sequenceFlow": "flödet",
    "lane": "banan",
    "participant": "poolen",
    "dataStoreReference": "datalagret",
    "choreographyTask": "aktiviteten",
    "subChoreography": "aktiviteten",
    "callChoreography": "aktiviteten",
    "conversation": "samtalet",
    "subConversation": "samtalet",
    "callConversation": "samtalet",
}
