// The run: what is done is folded away at once, signal or not. The queue is ko.js's (docs/ko.md).
(() => {
  "use strict";
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
    const left = count("kvar");
    const loaded = count("lastade");

    // Only what the outcome asks for is shown; without script all of it is.
    const choose = (form) => {
      const outcome = form.querySelector("[name=utfall]:checked")?.value ?? "levererad";
      for (const field of form.querySelectorAll("[data-tur-kvittens]")) field.hidden = outcome !== "levererad";
      for (const field of form.querySelectorAll("[data-tur-orsak]")) field.hidden = outcome === "levererad";
    };
    for (const form of document.querySelectorAll("[data-tur-lamna]")) {
      choose(form);
      form.addEventListener("change", () => choose(form));
    }

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
    const partOf = (post) => document.getElementById(post.mal)?.closest("[data-tur-gods]");
    const hands = (post) => !post.vart.endsWith("/lasta/");
    const partWith = (number) => [...document.querySelectorAll("[data-tur-gods]")].find((part) => part.querySelector("[data-tur-lasta] [name=foljesedel]")?.value === number);

    document.addEventListener("ko:lagd", (event) => {
      const { post } = event.detail;
      const part = partOf(post);
      const number = post.falt.find(([name]) => name === "foljesedel")?.[1].trim();
      if (!hands(post)) {
        seen(part ?? partWith(number));
        if (event.target.matches("[data-tur-las]")) { event.target.reset(); event.target.querySelector("[name=foljesedel]").focus(); }
        return;
      }
      if (part) done(part);
    });
    document.addEventListener("ko:nekat", (event) => { if (hands(event.detail.post)) undone(partOf(event.detail.post)); });
  };
  document.addEventListener("DOMContentLoaded", start);
})();
