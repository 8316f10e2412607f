// The run: what is done is folded away at once, signal or not. The queue is ko.js's (docs/ko.md).
(() => {
  "use strict";
  // As long as the page itself is kept (tur-arbetare.js).
  const HOURS = 14;
  const worker = document.currentScript.dataset.arbetare;
  // Keeps the page readable where there is no signal.
  const keep = async () => {
    await navigator.serviceWorker.register(worker);
    await navigator.serviceWorker.ready;
    // What this page is made of came before the worker could see it.
    const parts = [...document.querySelectorAll("link[href],script[src],img[src]")].map((part) => part.href || part.src);
    const signs = [...document.querySelectorAll("use")].map((sign) => sign.getAttribute("href").split("#")[0]);
    const kept = await caches.open("websesam-tur");
    await Promise.allSettled([...new Set([location.href, ...parts, ...signs])].map((one) => kept.add(one)));
  };
  if (worker && "serviceWorker" in navigator && navigator.onLine) keep().catch(() => {});

  const count = (selector) => {
    const place = document.querySelector(`[data-tur-${selector}]`);
    return (step) => { place.textContent = String(Math.max(0, Number(place.textContent) + step)); };
  };

  const start = () => {
    if (!document.querySelector("[data-tur-gods]")) return;
    const run = document.querySelector("[data-tur]");
    const left = count("kvar");
    const loaded = count("lastade");

    // Only what the outcome asks for is shown; without script all of it is. What lacks is said at
    // once: without a signal the server's no would come when nobody is there to answer.
    const ask = (field) => {
      for (const input of field.querySelectorAll("[data-tur-kravs]")) {
        input.setCustomValidity(field.hidden || input.value.trim().length > 1 ? "" : input.dataset.turKravs);
      }
    };
    const fetchIt = (form) => {
      const away = form.querySelector("[name=ingen_hemma]").checked;
      for (const row of form.querySelectorAll("[data-tur-rad]")) row.hidden = away;
      const why = form.querySelector("[data-tur-orsak]");
      why.hidden = away || !form.querySelector("[data-tur-rad] :checked:not([value=hamtad])");
      ask(why);
    };
    const handOver = (form) => {
      const outcome = form.querySelector("[name=utfall]:checked")?.value ?? "levererad";
      for (const field of form.querySelectorAll("[data-tur-kvittens]")) {
        field.hidden = outcome !== "levererad";
        ask(field);
      }
      for (const field of form.querySelectorAll("[data-tur-orsak]")) field.hidden = outcome === "levererad";
    };
    for (const [kind, choose] of [["lamna", handOver], ["hamta", fetchIt]]) {
      for (const form of document.querySelectorAll(`[data-tur-${kind}]`)) {
        choose(form);
        form.noValidate = false;
        for (const when of ["change", "input"]) form.addEventListener(when, () => choose(form));
      }
    }

    // A run read in advance asks for no answer. The page kept in the phone does so once its day has
    // come, also where there is no signal.
    const early = () => new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Stockholm" }) < run.dataset.turDag;
    const open = () => {
      if (!("turKommer" in run.dataset) || early()) return;
      delete run.dataset.turKommer;
      for (const form of run.querySelectorAll("[data-tur-lamna],[data-tur-hamta]")) form.hidden = "turKlar" in form.closest("[data-tur-gods]").dataset;
      run.querySelector("[data-tur-vantar]").hidden = true;
    };
    open();
    document.addEventListener("visibilitychange", open);

    const done = (part) => {
      if (part.dataset.turKlar) return;
      part.dataset.turKlar = "ja";
      part.querySelectorAll("form").forEach((form) => { form.hidden = true; });
      left(-1);
    };
    const undone = (part) => {
      if (!part?.dataset.turKlar) return;
      delete part.dataset.turKlar;
      part.querySelectorAll("form").forEach((form) => { form.hidden = false; });
      left(1);
    };
    const seen = (part) => {
      const mark = part?.querySelector("[data-tur-lastad]");
      if (!mark || !mark.hidden) return;
      mark.hidden = false;
      part.querySelector("[data-tur-lasta]")?.remove();
      loaded(1);
    };
    const hands = (post) => !post.vart.endsWith("/lasta/");
    const numberIn = (post) => post.falt.find(([name]) => name === "foljesedel")?.[1].trim();
    const partWith = (number) => [...document.querySelectorAll("[data-tur-gods]")].find((part) => part.querySelector("[data-tur-lasta] [name=foljesedel]")?.value === number);
    const partOf = (post) => document.getElementById(post.mal)?.closest("[data-tur-gods]") ?? partWith(numberIn(post));
    const fold = (post) => { const part = partOf(post); if (part) (hands(post) ? done : seen)(part); };

    // What is answered leaves the queue, but the page kept in the phone was drawn before: it is told
    // again when such a page is read anew.
    const place = "websesam.tur";
    const drawn = Number(run.dataset.tur);
    const answered = JSON.parse(localStorage.getItem(place) ?? "[]").filter((post) => drawn - post.nar < HOURS * 3600e3);
    answered.filter((post) => post.nar > drawn).forEach(fold);
    const remember = ({ post, nar }) => {
      answered.push({ vart: post.vart, mal: post.mal, falt: post.falt.filter(([name]) => name === "foljesedel"), nar });
      try { localStorage.setItem(place, JSON.stringify(answered)); } catch { /* the counts wait for the next page */ }
    };

    document.addEventListener("ko:lagd", (event) => {
      fold(event.detail.post);
      if (event.target.matches("[data-tur-las]")) { event.target.reset(); event.target.querySelector("[name=foljesedel]").focus(); }
    });
    document.addEventListener("ko:vantar", (event) => fold(event.detail.post));
    document.addEventListener("ko:svar", (event) => remember(event.detail));
    document.addEventListener("ko:nekat", (event) => { if (hands(event.detail.post)) undone(partOf(event.detail.post)); });
  };
  start();
})();
