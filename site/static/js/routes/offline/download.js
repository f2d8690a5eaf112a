// Fetches a version of a route, file by file; large ones in parts. What arrived stays when the network goes: the next attempt
// goes on from there.

const PART_BYTES = 512 * 1024;
const ASKING = { credentials: "omit", cache: "no-cache" };

function partAddress(url, first) {
  return `${url}?part=${first}`;
}

/** Fetch and read whole; `hear` is told each number of bytes that came in. */
async function read(url, headers, signal, hear) {
  const response = await fetch(url, { ...ASKING, signal, headers: { "X-Take-Along": "1", ...headers } });
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  const parts = [];
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    hear(value.length);
  }
  const type = response.headers.get("Content-Type") ?? "application/octet-stream";
  return { status: response.status, blob: new Blob(parts, { type }), policy: policyOf(response) };
}

/** What protects a page with network protects it without. */
function policyOf(response) {
  const names = ["Content-Security-Policy", "Content-Language", "Referrer-Policy", "X-Content-Type-Options"];
  return Object.fromEntries(names.filter((name) => response.headers.has(name)).map((name) => [name, response.headers.get(name)]));
}

function keep(cache, url, { blob, policy }) {
  const own = { "Content-Type": blob.type, "Content-Length": String(blob.size), "Accept-Ranges": "bytes" };
  return cache.put(url, new Response(blob, { headers: { ...policy, ...own } }));
}

/** Fetch a large file part by part, then put the parts together. */
async function fetchInParts(cache, file, signal, hear) {
  const parts = [];
  for (let first = 0; first < file.bytes; first += PART_BYTES) {
    const last = Math.min(first + PART_BYTES, file.bytes) - 1;
    const kept = await cache.match(partAddress(file.url, first));
    if (kept) {
      parts.push(await kept.blob());
      hear(last - first + 1);
      continue;
    }
    const part = await read(file.url, { Range: `bytes=${first}-${last}` }, signal, hear);
    if (part.status !== 206) {
      await keep(cache, file.url, part); // a server without ranges gave all of it
      return;
    }
    await cache.put(partAddress(file.url, first), new Response(part.blob));
    parts.push(part.blob);
  }
  await keep(cache, file.url, { blob: new Blob(parts, { type: parts[0].type }), policy: {} });
  for (let first = 0; first < file.bytes; first += PART_BYTES) await cache.delete(partAddress(file.url, first));
}

/** How many bytes of a version are on the device already. */
export async function keptBytes(cache, manifest) {
  let kept = 0;
  for (const file of manifest.files) {
    if (await cache.match(file.url)) kept += file.bytes;
    else if (file.bytes > PART_BYTES) {
      for (let first = 0; first < file.bytes; first += PART_BYTES) {
        if (await cache.match(partAddress(file.url, first))) kept += Math.min(PART_BYTES, file.bytes - first);
      }
    }
  }
  return kept;
}

/** Fetch what is missing. Rejects where the network or the storage fails; what came in before that stays. */
export async function download(store, manifest, { signal, onProgress }) {
  const cache = await store.begin(manifest);
  let bytes = 0;
  const hear = (more) => {
    bytes += more;
    onProgress(Math.min(bytes, manifest.bytes));
  };
  for (const file of manifest.files) {
    signal.throwIfAborted();
    if (await cache.match(file.url)) hear(file.bytes);
    else if (file.bytes > PART_BYTES) await fetchInParts(cache, file, signal, hear);
    else await keep(cache, file.url, await read(file.url, {}, signal, hear));
  }
  await store.finish(cache);
}
