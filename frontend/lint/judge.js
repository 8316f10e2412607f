// What the rules find in a diagram that has been read, worst first.
import { Linter } from "bpmnlint";
import { config, resolverFor, sentence } from "./config.js";
import { standard } from "./standard.js";

// A rule may remember what it has seen: each diagram is read by a linter of its own.
const linter = () => new Linter({ config, resolver: resolverFor(standard) });

export async function judge(rootElement) {
  return Object.entries(await linter().lint(rootElement))
    .flatMap(([rule, reports]) => reports.map((report) => ({ rule, level: report.category === "warn" ? "warning" : "error", element: report.id, sentence: sentence(rule, report) })))
    .sort(worstFirst);
}

export const worstFirst = (a, b) => a.level.localeCompare(b.level) || a.element.localeCompare(b.element);
