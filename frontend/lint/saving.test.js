// What is drawn is saved once, also when an answer is lost, and the editor never stops by itself.
import assert from "node:assert/strict";
import test from "node:test";
import { savingOf } from "../src/editor/saving.js";

const element = () => ({ append() {}, setAttribute() {}, addEventListener() {} });
const answer = (rev) => ({ ok: true, status: 200, json: async () => ({ rev, fynd: [] }) });

function editor(t, answers, drawn) {
  const sent = [];
  let changed;
  globalThis.document = { cookie: "a=b; csrftoken=ny", createElement: element, activeElement: null };
  globalThis.addEventListener = () => {};
  globalThis.fetch = async (address, { method, body, headers }) => {
    if (method !== "POST") return answer(0);
    sent.push({ ...JSON.parse(body), key: headers["Idempotency-Key"], token: headers["X-CSRFToken"] });
    return answers.shift()();
  };
  t.after(() => ["document", "addEventListener", "fetch"].forEach((one) => delete globalThis[one]));
  const modeler = { on: (_, listener) => (changed = listener), saveXML: async () => ({ xml: drawn.shift()() }) };
  const findings = { verdict() {}, lost() {}, saving() {} };
  const saving = savingOf(modeler, { rev: 1, fil: "a", csrf: "gammal", spara: "s", omdome: "o" }, { status: {}, trouble: { replaceChildren() {} }, findings });
  const draw = () => (changed({ trigger: "execute" }), saving.saveNow());
  return { sent, draw };
}

const lost = () => {
  throw new TypeError("network");
};

test("a request whose answer was lost is sent again with its key, and what came after it after that", async (t) => {
  const { sent, draw } = editor(t, [lost, () => answer(2), () => answer(3)], [() => "first", () => "second"]);
  await draw();
  await draw();
  assert.deepEqual(sent.map((one) => [one.filer.a, one.rev]), [["first", 1], ["first", 1], ["second", 2]]);
  assert.equal(sent[0].key, sent[1].key);
  assert.notEqual(sent[1].key, sent[2].key);
  assert.ok(sent.every((one) => one.token === "ny"));
});

test("a drawing that can't be written stops no later saving", async (t) => {
  const { sent, draw } = editor(t, [() => answer(2)], [lost, () => "second"]);
  await draw();
  await draw();
  assert.deepEqual(sent.map((one) => one.filer.a), ["second"]);
});
