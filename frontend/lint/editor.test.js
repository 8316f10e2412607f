// What the editor offers is what the gate accepts, and everything that it can say is said in Swedish.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { PopupEntries } from "../node_modules/bpmn-js/lib/features/popup-menu/PopupEntries.js";
import { isOffered } from "../src/editor/offered.js";
import { shown, words } from "../src/i18n/sv-editor.js";

const root = new URL("../node_modules/", import.meta.url);
const texts = (folder) =>
  readdirSync(new URL(folder, root), { recursive: true })
    .filter((name) => /\.js$/.test(name) && !/\.spec|^index\.js\.map/.test(name))
    .map((name) => readFileSync(new URL(`${folder}/${name}`, root), "utf8"));
const found = (folders, pattern) => new Set(folders.flatMap(texts).flatMap((text) => [...text.matchAll(pattern)].map((one) => one[1])));
const asking = ["bpmn-js/lib", "diagram-js/lib", "diagram-js-direct-editing/lib", "bpmn-js-create-append-anything/dist"];

test("every text that the editor asks for has its Swedish", () => {
  const asked = found(asking, /\btranslate\('([^']+)'/g);
  assert.ok(asked.size > 40);
  // An example in a comment, and words that a sentence is put together of.
  ["HELLO {you}", "Align elements ", " + shift + "].forEach((one) => asked.delete(one));
  assert.deepEqual([...asked].filter((one) => !(one in words)), []);
});

test("every kind of element has its Swedish", () => {
  const labels = [...Object.values(PopupEntries).map((one) => one.label), ...found(asking, /^ *label: '([^']+)'/gm)];
  assert.ok(labels.length > 60);
  assert.deepEqual(labels.filter((one) => !(one in words)), []);
});

test("every title of the token simulation has its Swedish", () => {
  const titles = found(["bpmn-js-token-simulation/lib/features"], /title="([A-Z][A-Za-z/ ]+)"/g);
  assert.ok(titles.size >= 4);
  titles.delete("Toggle Simulation Log"); // we keep no log
  assert.deepEqual([...titles].filter((one) => !(one in shown)), []);
});

const REFUSED = /Script|Complex|Transaction|AdHoc|DataStore|DataObject|Signal|Link|Compensat|Cancel/;

test("nothing is offered that can't be run", () => {
  const offered = Object.entries(PopupEntries).filter(([id]) => isOffered(`create-${id}`) || isOffered(`replace-with-${id}`));
  assert.ok(offered.length > 25);
  for (const [id, { target }] of offered) {
    assert.doesNotMatch(`${target.type} ${target.eventDefinitionType ?? ""}`, REFUSED, id);
    assert.ok(!target.triggeredByEvent, id);
    assert.ok(target.type !== "bpmn:StartEvent" || [undefined, "bpmn:MessageEventDefinition"].includes(target.eventDefinitionType), id);
  }
});
