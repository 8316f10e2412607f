// npm run lint:bpmn [file …]: holds every diagram under bpmn/ against the rules; fails when one is broken.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { findings } from "./lint/diagram.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const diagrams = () =>
  readdirSync(join(root, "bpmn"), { recursive: true })
    .filter((name) => name.endsWith(".bpmn"))
    .sort()
    .map((name) => join(root, "bpmn", name));

const given = process.argv.slice(2);
const files = given.length ? given : diagrams();
let errors = 0;
for (const file of files) {
  for (const { rule, level, element, sentence } of await findings(readFileSync(file, "utf8"))) {
    errors += level === "error";
    console.log(`${relative(process.cwd(), file)}: ${element || "–"}: ${level === "error" ? "fel" : "varning"}: ${sentence} (${rule})`);
  }
}
console.log(`${files.length} diagram, ${errors} fel.`);
process.exitCode = errors ? 1 : 0;
