// Keeps this language of the companion on the phone. A new version is fetched whole
// before it counts, and takes over when no page of the old one is open: nobody ever
// sees half of each.
const version = "VERSION";
const files = ["FILES"];

addEventListener("install", (event) => {
  event.waitUntil(caches.open(version).then((cache) => cache.addAll(files.map((name) => new Request(name, { cache: "no-cache" })))));
});

addEventListener("activate", (event) => {
  const language = version.split("-")[0] + "-";
  event.waitUntil(caches.keys().then((all) => Promise.all(
    all.filter((name) => name.startsWith(language) && name !== version).map((name) => caches.delete(name)))));
});

addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || new URL(event.request.url).origin !== location.origin) return;
  event.respondWith((async () => {
    const kept = await (await caches.open(version)).match(event.request, { ignoreSearch: true });
    if (kept) return kept;
    const folder = event.request.mode === "navigate" && event.request.url.endsWith("/") && await caches.match("index.html", { cacheName: version });
    return folder || fetch(event.request);
  })());
});
