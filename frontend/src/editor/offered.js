// What may be drawn: that which the server's gate accepts (workflows/gate/elements.py, events.py). All else is left out
// of palette, menus and context pad.
export const OFFERED = new Set([
  "user-task", "service-task", "send-task", "receive-task", "rule-task", "call-activity",
  "subprocess", "expanded-subprocess", "expanded-pool",
  "exclusive-gateway", "parallel-gateway", "inclusive-gateway", "event-based-gateway",
  "none-start", "none-start-event", "message-start",
  "none-end", "none-end-event", "message-end", "escalation-end", "error-end", "terminate-end",
  "timer-intermediate-catch", "message-intermediate-catch", "conditional-intermediate-catch",
  "message-intermediate-throw", "escalation-intermediate-throw",
  "timer-boundary", "message-boundary", "conditional-boundary", "error-boundary", "escalation-boundary",
  "non-interrupting-timer-boundary", "non-interrupting-message-boundary", "non-interrupting-conditional-boundary", "non-interrupting-escalation-boundary",
  "sequence-flow", "default-flow",
  "toggle-parallel-mi", "toggle-sequential-mi", "toggle-non-interrupting",
]);

export const isOffered = (entry) => OFFERED.has(entry.replace(/^(create|append|replace-with)-/, "").replace(/^replace-with-/, ""));

const only = (entries, keeps) => Object.fromEntries(Object.entries(entries).filter(([name]) => keeps(name)));
const LAST = 100;
const PAD_LEAVES = ["append.compensation-activity", "append.signal-intermediate-event", "append.intermediate-event"];

function Offered(popupMenu, palette, contextPad, elementFactory, create, autoPlace, translate) {
  const menu = { getPopupMenuEntries: () => (entries) => only(entries, isOffered), getPopupMenuHeaderEntries: () => (entries) => only(entries, isOffered) };
  ["bpmn-create", "bpmn-append", "bpmn-replace"].forEach((name) => popupMenu.registerProvider(name, LAST, menu));

  const draws = (type, icon, title) => {
    const start = (event) => create.start(event, elementFactory.createShape({ type }));
    return { group: "activity", className: icon, title: translate(title), action: { dragstart: start, click: start } };
  };
  palette.registerProvider(LAST, {
    getPaletteEntries: () => (entries) => {
      const { "create.task": task, "create.data-object": object, "create.data-store": store, "create.intermediate-event": event, "create.group": group, ...kept } = entries;
      return {
        ...kept,
        "create.user-task": draws("bpmn:UserTask", "bpmn-icon-user-task", "Create task"),
        "create.rule-task": draws("bpmn:BusinessRuleTask", "bpmn-icon-business-rule-task", "Business rule task"),
        "create.service-task": draws("bpmn:ServiceTask", "bpmn-icon-service-task", "Service task"),
      };
    },
  });

  contextPad.registerProvider(LAST, {
    getContextPadEntries: (element) => (entries) => {
      const kept = only(entries, (name) => !PAD_LEAVES.includes(name));
      if (!kept["append.append-task"]) return kept;
      const shape = () => elementFactory.createShape({ type: "bpmn:UserTask" });
      const start = (event) => create.start(event, shape(), { source: element });
      return { ...kept, "append.append-task": { ...kept["append.append-task"], className: "bpmn-icon-user-task", action: { dragstart: start, click: () => autoPlace.append(element, shape()) } } };
    },
  });
}
Offered.$inject = ["popupMenu", "palette", "contextPad", "elementFactory", "create", "autoPlace", "translate"];

export default { __init__: ["offered"], offered: ["type", Offered] };
