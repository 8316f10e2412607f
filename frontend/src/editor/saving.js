// Saves the draft a moment after each change. The draft's rev says whether somebody else has saved meanwhile: then
// nothing is overwritten, and what was drawn stays here until its owner has taken it down.
import { h } from "./dom.js";
import { W } from "../i18n/panel.js";

const PAUSE = 600;
const clock = new Intl.DateTimeFormat("sv-SE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Stockholm" });
// An answer that did not come, or that tells nothing of whether the request was carried out.
const UNANSWERED = [401, 403, 408, 409, 429, 502, 503, 504];
const now = () => clock.format(new Date()).replace(":", ".");

export function savingOf(modeler, catalogue, { status, trouble, findings }) {
  let { rev } = catalogue;
  let unsaved = false;
  let stopped = false;
  let under = null;
  let waiting;
  // A request whose answer was lost: sent again as it was, with its key, so that it is done once.
  let lost = null;

  const say = (text) => (status.textContent = text);
  // Logging in again in another tab makes a new token.
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? catalogue.csrf;
  const headers = () => ({ "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() });

  async function take() {
    const { xml } = await modeler.saveXML({ format: true });
    const address = URL.createObjectURL(new Blob([xml], { type: "application/xml" }));
    h("a", { href: address, download: catalogue.fil }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  function told(title, sentences, buttons = []) {
    trouble.replaceChildren(h("div", { class: "notice notice--danger", tabindex: "-1" }, h("div", {}, h("h2", {}, title), sentences.map((one) => h("p", {}, one)), buttons.length ? h("p", { class: "actions" }, buttons) : null)));
  }

  function stale(detail) {
    stopped = true;
    const button = (text, onclick, variant) => h("button", { type: "button", class: "ds-button", "data-variant": variant, onclick }, text);
    told(W.staleTitle, [detail, W.staleHelp], [button(W.download, take, "primary"), button(W.reload, () => location.reload(), "secondary")]);
    trouble.firstChild.focus();
  }

  async function refusal(response) {
    const said = await response.json().catch(() => ({}));
    const sentences = [...(said.hinder ?? []).map((one) => one.mening), ...(said.hinder?.length ? [] : [said.detail ?? said.title ?? ""])].filter(Boolean);
    if (response.status === 412) return stale(sentences.join(" "));
    if (response.status === 401 || (response.status === 403 && !sentences.length)) return told(W.failed, [W.loggedOut]);
    return told(response.status === 422 ? W.refused : W.failed, sentences);
  }

  async function check() {
    findings.verdict(null);
    try {
      const response = await fetch(catalogue.omdome, { headers: headers() });
      if (!response.ok) return findings.lost();
      const said = await response.json();
      // Another save is under way or has been: its own check is to be read.
      if (said.rev === rev) findings.verdict(said.fynd);
    } catch {
      findings.lost();
    }
  }

  // Returns whether there is more to send: what was drawn after a request that was lost.
  async function send() {
    unsaved = false;
    say(W.saving);
    const again = lost !== null;
    try {
      if (!again) {
        findings.saving();
        const { xml } = await modeler.saveXML({ format: true });
        lost = { key: crypto.randomUUID(), body: JSON.stringify({ filer: { [catalogue.fil]: xml }, rev }) };
      }
      const response = await fetch(catalogue.spara, { method: "POST", body: lost.body, headers: { ...headers(), "Idempotency-Key": lost.key } });
      const said = response.ok ? await response.json() : null;
      if (!UNANSWERED.includes(response.status)) lost = null;
      if (said) {
        ({ rev } = said);
        trouble.replaceChildren();
        unsaved ||= again;
        say(unsaved ? W.unsaved : W.saved(now()));
        if (!again) check();
        return again;
      }
      unsaved = true;
      say(W.unsaved);
      await refusal(response);
    } catch {
      unsaved = true;
      say(W.unsaved);
      told(W.failed, []);
    }
    return false;
  }

  // One at a time: the next is sent with the rev that the one before it gave.
  async function save() {
    clearTimeout(waiting);
    if (under) await under;
    if (!unsaved || stopped) return;
    let more = false;
    under = send();
    try {
      more = await under;
    } finally {
      under = null;
    }
    if (more) await save();
  }

  modeler.on("commandStack.changed", ({ trigger }) => {
    if (trigger === "clear") return;
    unsaved = true;
    if (stopped) return;
    say(W.unsaved);
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
  });
  addEventListener("beforeunload", (event) => unsaved && event.preventDefault());

  return {
    check,
    isSaved: () => !unsaved,
    // What is being typed counts: a field says what it holds when it is left. Whoever saves by a key goes on where they were.
    saveNow() {
      const at = document.activeElement;
      at?.blur();
      at?.focus({ preventScroll: true });
      return save();
    },
  };
}
