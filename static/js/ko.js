// What a phone posts without signal is kept here, in order, and sent when there is one (docs/ko.md).
// Each post has a key, so that the server does it once however often it comes.
(() => {
  "use strict";
  const panel = document.querySelector("[data-ko-lage]");
  if (!panel) return;
  const AGAIN = 8000;
  const PATIENCE = 20000;
  // One queue for each person: who logs in on a shared phone sends nothing in another's name.
  const place = `websesam.ko.${panel.dataset.koPerson}`;
  let trouble = "";
  let busy = false;
  let timer = 0;

  const read = () => JSON.parse(localStorage.getItem(place) ?? "[]");
  const write = (posts) => localStorage.setItem(place, JSON.stringify(posts));
  const change = (key, how) => write(read().flatMap((post) => (post.nyckel === key ? how(post) : [post])));
  const cookie = (name) => document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const tell = (name, post, svar, nar) =>
    document.dispatchEvent(new CustomEvent(`ko:${name}`, { detail: { post, svar, nar } }));

  const show = (post, outcome, words) => {
    const target = post.mal && document.getElementById(post.mal);
    if (!target) return;
    target.textContent = words;
    target.dataset.koUtfall = outcome;
  };

  const WORDS = {
    "": (n) => (n ? `${n} skickas …` : ""),
    natet: (n) => `Ingen kontakt med webSesam. ${n} väntar här i telefonen och skickas när nätet är tillbaka. Arbeta vidare.`,
    svar: (n) => `webSesam kunde inte ta emot. ${n} väntar här i telefonen. Ladda om sidan och logga in igen om du blir ombedd, så skickas det.`,
  };

  const line = (post) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("strong"), { textContent: post.vad }));
    item.append(` – ${post.nekat ?? "väntar på att skickas"} `);
    if (post.nekat || trouble === "svar") {
      const away = Object.assign(document.createElement("button"), { type: "button", className: "ds-button button--small", textContent: "Ta bort ur listan" });
      away.dataset.variant = "tertiary";
      away.addEventListener("click", () => { change(post.nyckel, () => []); draw(); });
      item.append(away);
    }
    return item;
  };

  const draw = () => {
    const posts = read();
    const waiting = posts.filter((post) => !post.nekat);
    const words = WORDS[trouble](waiting.length);
    const said = panel.querySelector("[data-ko-ord]");
    if (said.textContent !== words) said.textContent = words;
    panel.classList.toggle("ko--vantar", Boolean(trouble && waiting.length));
    panel.querySelector("[data-ko-lista]").replaceChildren(...posts.filter((post) => post.nekat || post.vantat).map(line));
    panel.querySelector("[data-ko-igen]").hidden = !(trouble && waiting.length);
    for (const post of waiting.filter((one) => one.vantat)) show(post, "vantar", "Väntar på nätet");
  };

  const send = async (post) => {
    const body = new URLSearchParams(post.falt);
    body.set("nyckel", post.nyckel);
    const response = await fetch(post.vart, {
      method: "POST",
      body,
      redirect: "manual",
      // How long it has waited: a phone's clock may be wrong, but not its count of time.
      headers: { "X-Ko": "1", "X-CSRFToken": cookie("csrftoken"), "X-Ko-Alder": String(Math.max(0, Date.now() - post.lagd)) },
      signal: AbortSignal.timeout(PATIENCE),
    });
    // Only JSON is an answer to the post: the rest is a login page, a proxy's or a fault's.
    if (!response.headers.get("Content-Type")?.startsWith("application/json")) return null;
    return { done: response.ok, svar: await response.json(), nar: Number(response.headers.get("X-Ko-Nar")) };
  };

  const oneByOne = async () => {
    for (let post; (post = read().find((one) => !one.nekat)); ) {
      let answer = null;
      let fault = "svar";
      try {
        answer = await send(post);
      } catch {
        fault = "natet";
      }
      if (!answer) {
        trouble = fault;
        write(read().map((one) => (one.nekat ? one : { ...one, vantat: true })));
        tell("vantar", post, null);
        timer = setTimeout(work, AGAIN);
        return;
      }
      trouble = "";
      // A no to what was just posted is said where it was posted; after a wait it stays to be read.
      const late = post.vantat && !answer.done;
      change(post.nyckel, (kept) => (late ? [{ ...kept, nekat: answer.svar.mening }] : []));
      show(post, answer.done ? "gjort" : "nekat", answer.svar.mening);
      tell(answer.done ? "svar" : "nekat", post, answer.svar, answer.nar);
      draw();
    }
    trouble = "";
  };

  const work = async () => {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    try {
      // Two windows of the same person do not send the same queue at once.
      await (navigator.locks ? navigator.locks.request(place, oneByOne) : oneByOne());
    } finally {
      busy = false;
      draw();
    }
  };

  const keep = (event) => {
    const form = event.target;
    if (!form.matches("[data-ko]")) return;
    const typed = [...new FormData(form, event.submitter)];
    if (typed.some(([, value]) => typeof value !== "string")) return;
    const post = {
      nyckel: newKey(),
      vart: form.getAttribute("action") || location.pathname,
      falt: typed.filter(([name]) => name !== "nyckel" && name !== "csrfmiddlewaretoken"),
      vad: form.dataset.ko,
      mal: form.dataset.koMal ?? "",
      lagd: Date.now(),
    };
    try {
      write([...read(), post]);
    } catch {
      return; // nothing can be kept in this browser: the form is posted as any other
    }
    event.preventDefault();
    form.dispatchEvent(new CustomEvent("ko:lagd", { bubbles: true, detail: { post } }));
    change(post.nyckel, () => [post]); // the page may have said better what it is
    draw();
    work();
  };

  // Before websesam.js looks at the submit, which lets the same form be sent only once a while.
  document.addEventListener("submit", keep, true);
  panel.querySelector("[data-ko-igen]").addEventListener("click", work);
  window.addEventListener("online", work);
  document.addEventListener("visibilitychange", () => document.hidden || work());
  draw();
  // A page that is read anew is told what still waits, once its own script listens.
  document.addEventListener("DOMContentLoaded", () => read().filter((post) => !post.nekat).forEach((post) => tell("vantar", post, null)));
  work();
})();
