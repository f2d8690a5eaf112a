// The service worker of one route. Its address is below the route's own, so a browser lets it see that page and nothing else of
// the site. It answers from what was taken along whole, and lets all else go to the network.

const scope = new URL(self.registration.scope).pathname;
const prefix = `dorpsplein-route:${scope}:`;
const manifestAddress = `${scope}offline-manifest`;
const doneAddress = `${scope}offline-done`;

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  // A download asks the network for what is new; it says so with a header of its own.
  if (request.method !== "GET" || address.origin !== location.origin || request.headers.has("X-Take-Along")) return;
  if (address.pathname.startsWith("/admin/")) return;
  event.respondWith(answer(request, address));
});

/** The caches that hold a whole version, the newest first. */
async function versions() {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(prefix)) continue;
    const cache = await caches.open(name);
    const done = await cache.match(doneAddress);
    if (done) found.push({ cache, at: (await done.json()).at });
  }
  return found.sort((one, other) => other.at - one.at).map(({ cache }) => cache);
}

/** The address under which a version keeps what is asked for: photos are kept in one size. */
async function keptAs(cache, asked) {
  const manifest = await (await cache.match(manifestAddress))?.json();
  const file = manifest?.files.find(({ url, also }) => url === asked || also.includes(asked));
  return file?.url ?? null;
}

async function answer(request, address) {
  const asked = address.pathname + address.search;
  for (const cache of await versions()) {
    const kept = await keptAs(cache, asked);
    const response = kept && (await cache.match(kept));
    if (response) return ranged(request, response);
  }
  return fetch(request);
}

/** A part of a kept file, where a player asks for one (RFC 9110, section 14). */
async function ranged(request, response) {
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get("Range") ?? "");
  if (!range || (!range[1] && !range[2])) return response;
  const whole = await response.blob();
  const size = whole.size;
  const first = range[1] ? Number(range[1]) : Math.max(0, size - Number(range[2]));
  const last = range[1] && range[2] ? Math.min(Number(range[2]), size - 1) : size - 1;
  if (first >= size || first > last) {
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${size}` } });
  }
  const type = response.headers.get("Content-Type") ?? "application/octet-stream";
  return new Response(whole.slice(first, last + 1, type), {
    status: 206,
    headers: {
      "Content-Type": type,
      "Content-Length": String(last - first + 1),
      "Content-Range": `bytes ${first}-${last}/${size}`,
      "Accept-Ranges": "bytes",
    },
  });
}
