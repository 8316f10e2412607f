// Reads one diagram and gives what the rules find, worst first.
import { createRequire } from "node:module";
import { BpmnModdle } from "bpmn-moddle";
import { Linter } from "bpmnlint";
import { config, resolverFor, sentence } from "./config.js";

const require = createRequire(import.meta.url);
const spiffworkflow = require("./spiffworkflow.json");
const standard = (name) => require(`bpmnlint/rules/${name}`);
// A rule may remember what it has seen: each diagram is read by a linter of its own.
const linter = () => new Linter({ config, resolver: resolverFor(standard) });

export async function findings(xml) {
  const { rootElement, warnings } = await new BpmnModdle({ spiffworkflow }).fromXML(xml);
  // What a repeated task goes through is a FEEL name, not an element: no reference to resolve.
  const isName = (warning) => warning.property === "bpmn:loopDataInputRef";
  warnings.filter(isName).forEach((warning) => (warning.element.loopDataInputRef = { id: warning.value }));
  const unread = warnings.filter((warning) => !isName(warning)).map((warning) => ({ rule: "xml", level: "error", element: "", sentence: warning.message.split("\n")[0] }));
  const found = Object.entries(await linter().lint(rootElement)).flatMap(([rule, reports]) =>
    reports.map((report) => ({ rule, level: report.category === "warn" ? "warning" : "error", element: report.id, sentence: sentence(rule, report) })),
  );
  return [...unread, ...found].sort((a, b) => a.level.localeCompare(b.level) || a.element.localeCompare(b.element));
}
