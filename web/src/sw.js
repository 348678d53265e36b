/** Answers for the page's own files from what was kept when it was installed. FILES and VERSION are filled in by the build. */

const CACHE = `ibid-${VERSION}`;

addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES))
      .then(() => skipWaiting()),
  );
});

addEventListener("activate", (event) => {
  const drop = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("ibid-") && name !== CACHE) await caches.delete(name);
    }
    await clients.claim();
  };
  event.waitUntil(drop());
});

addEventListener("fetch", (event) => {
  // Some servers say that a file varies with the page that asks; these do not.
  const answer = caches
    .match(event.request, { ignoreSearch: true, ignoreVary: true })
    .then((kept) => kept ?? fetch(event.request));
  if (event.request.method === "GET") event.respondWith(answer);
});
