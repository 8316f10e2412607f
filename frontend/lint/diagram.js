// Reads one diagram and gives what the rules find, worst first.
import { readFileSync } from "node:fs";
import { BpmnModdle } from "bpmn-moddle";
import { judge, worstFirst } from "./judge.js";
import { keepNames } from "./reading.js";

const spiffworkflow = JSON.parse(readFileSync(new URL("./spiffworkflow.json", import.meta.url), "utf8"));

export async function findings(xml) {
  const { rootElement, warnings } = await new BpmnModdle({ spiffworkflow }).fromXML(xml);
  const unread = keepNames(warnings).map((warning) => ({ rule: "xml", level: "error", element: "", sentence: warning.message.split("\n")[0] }));
  return [...unread, ...(await judge(rootElement))].sort(worstFirst);
}
