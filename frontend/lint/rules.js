// Our own rules: what a diagram must hold before the server's gate is asked. Each is a function that gives
// { check(node, reporter) }. They read the diagram alone; names and FEEL are checked by the server, which knows them.
import { is, isAny } from "bpmnlint-utils";

const extensions = (node) => node.extensionElements?.values ?? [];
const extension = (node, type) => extensions(node).find((one) => is(one, `spiffworkflow:${type}`));
const property = (node, name) => extension(node, "Properties")?.values?.find((one) => one.name === name)?.value;
const definitions = (node, type) => (node.eventDefinitions ?? []).filter((one) => is(one, type));
const elements = (node) => node.flowElements ?? [];

const rule = (check) => () => ({ check: (node, reporter) => check(node, (sentence, at = node) => reporter.report(at.id, sentence)) });

const UNSUPPORTED = {
  "bpmn:ScriptTask": "Skriptuppgifter körs inte. Använd en systemuppgift med ett namn som finns, eller en beslutstabell.",
  "bpmn:ComplexGateway": "Komplexa grindar körs inte. Dela upp i vanliga grindar.",
  "bpmn:AdHocSubProcess": "Ad hoc-delprocesser körs inte. Rita ordningen mellan uppgifterna.",
  "bpmn:Transaction": "Transaktioner körs inte. Använd en vanlig delprocess.",
  "bpmn:DataStoreReference": "Datalager körs inte. Ta bort det; fakta frågas efter i villkoren.",
};

export const rules = {
  "korbar": rule((node, report) => {
    if (is(node, "bpmn:Process") && !node.isExecutable && elements(node).length) report("Processen är inte märkt som körbar, så inget i den körs. Märk den så i ritverktyget och lägg in filen igen.");
  }),

  "namn-som-id": rule((node, report) => {
    if (!isAny(node, ["bpmn:UserTask", "bpmn:ServiceTask", "bpmn:BusinessRuleTask", "bpmn:Process"])) return;
    if (!/^[a-z][a-z0-9_]*$/.test(node.id)) report("Ge uppgiften ett namn, eller välj dess sida, formulär eller steg: annars går den inte att känna igen.");
  }),

  "roll": rule((node, report) => {
    if (!is(node, "bpmn:Process")) return;
    const lanes = (node.laneSets ?? []).flatMap((set) => set.lanes ?? []);
    const inLanes = new Set(lanes.flatMap((lane) => lane.flowNodeRef ?? []).map((one) => one.id));
    const placed = (scope, covered) => elements(scope).forEach((one) => {
      if (is(one, "bpmn:UserTask") && !covered && !inLanes.has(one.id)) report("Lägg uppgiften i en bana: banan säger vilken roll som gör den.", one);
      if (is(one, "bpmn:SubProcess")) placed(one, covered || inLanes.has(one.id));
    });
    placed(node, false);
  }),

  "beslut": rule((node, report) => {
    if (is(node, "bpmn:BusinessRuleTask") && !extension(node, "CalledDecisionId")?.value?.trim()) report("Välj vilken beslutstabell som avgör.");
  }),

  "anropad-process": rule((node, report) => {
    if (is(node, "bpmn:CallActivity") && !node.calledElement) report("Välj vilken process som ska anropas.");
  }),

  "villkor": rule((node, report) => {
    if (!isAny(node, ["bpmn:ExclusiveGateway", "bpmn:InclusiveGateway"]) || (node.outgoing ?? []).length < 2) return;
    node.outgoing
      .filter((flow) => flow !== node.default && !flow.conditionExpression?.body?.trim())
      .forEach((flow) => report("Skriv ett villkor på flödet, eller gör det till den väg som tas annars.", flow));
  }),

  "tid": rule((node, report) => {
    if (!is(node, "bpmn:Event")) return;
    definitions(node, "bpmn:TimerEventDefinition").forEach((timer) => {
      const time = timer.timeDuration ?? timer.timeDate ?? timer.timeCycle;
      if (!time?.body?.trim()) report('Skriv tiden, till exempel duration("P5D").');
    });
  }),

  "vantan": rule((node, report) => {
    if (!is(node, "bpmn:Event")) return;
    definitions(node, "bpmn:ConditionalEventDefinition").forEach((wait) => {
      if (!wait.condition?.body?.trim()) report("Skriv villkoret som händelsen väntar på.");
    });
  }),

  "meddelande": rule((node, report) => {
    const carriers = is(node, "bpmn:Event") ? definitions(node, "bpmn:MessageEventDefinition") : isAny(node, ["bpmn:SendTask", "bpmn:ReceiveTask"]) ? [node] : [];
    carriers.forEach((carrier) => {
      if (!carrier.messageRef?.name) report("Välj vilket processmeddelande det gäller.");
      if (!is(node, "bpmn:StartEvent") && !property(node, "key")) report("Skriv nyckeln som säger vilket ärende processmeddelandet hör till.");
    });
  }),

  "delprocess": rule((node, report) => {
    if (!is(node, "bpmn:SubProcess") || is(node, "bpmn:AdHocSubProcess")) return;
    if (elements(node).filter((one) => is(one, "bpmn:StartEvent")).length !== 1) report("Delprocessen ska ha exakt en starthändelse.");
  }),

  "upprepning": rule((node, report) => {
    const loop = node.loopCharacteristics;
    if (loop && is(loop, "bpmn:MultiInstanceLoopCharacteristics") && !loop.loopCardinality && !loop.loopDataInputRef) report("Ange listan att gå igenom, eller hur många varv.");
  }),

  "ingen-kod": rule((node, report) => {
    if (extensions(node).some((one) => isAny(one, ["spiffworkflow:PreScript", "spiffworkflow:PostScript", "spiffworkflow:ServiceTaskOperator"]))) report("Diagrammet får inte innehålla kod. Ta bort skriptet eller operatorn; steget hittas på sitt id.");
  }),

  "stods": rule((node, report) => {
    if (UNSUPPORTED[node.$type]) report(UNSUPPORTED[node.$type]);
    if (is(node, "bpmn:Event") && definitions(node, "bpmn:CompensateEventDefinition").length) report("Kompensation körs inte. Rita ångrandet som egna uppgifter.");
  }),
};
