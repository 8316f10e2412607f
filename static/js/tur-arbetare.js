// The run's service worker: the pages below it can be read again where there is no signal.
"use strict";
const KEPT = "websesam-tur";
// A working day: what is older is fetched anew, or not shown.
const HOURS = 14;

const STALE = `<!doctype html><html lang="sv"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Ingen kontakt</title><h1>Ingen kontakt med webSesam</h1><p>Sidan finns inte sparad i telefonen. Öppna den igen när nätet är tillbaka.</p></html>`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const fresh = (response) => Date.now() - new Date(response.headers.get("Date") ?? 0) < HOURS * 3600e3;

const page = async (request) => {
  const cache = await caches.open(KEPT);
  try {
    const response = await fetch(request);
    // Only the run itself: a log-in page or a refusal is not what the driver wants to see again.
    if (response.ok && !response.redirected) await cache.put(request, response.clone());
    return response;
  } catch {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept && fresh(kept)) return kept;
    await cache.delete(request);
    return new Response(STALE, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
};

const part = async (request) => {
  const cache = await caches.open(KEPT);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch {
    return (await cache.match(request, { ignoreVary: true })) ?? Response.error();
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const path = new URL(request.url).pathname;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (path.startsWith("/static/")) event.respondWith(part(request));
});
