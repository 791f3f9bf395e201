// Keeps two things on the device: the page for when there is no network, and the hashed files every page is made of.
// Never a page with somebody's data, never an answer of the API. And shows what is pushed to this phone.
const CACHE = "trustguard-1";
const OFFLINE = "/offline";

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.add(new Request(OFFLINE, { cache: "reload", credentials: "omit" })))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE).then((page) => page ?? Response.error())));
  } else if (url.pathname.startsWith("/_next/static/")) {
    event.respondWith(fromCacheFirst(request));
  }
});

// Their names carry a hash of their content, so what is kept is never stale.
async function fromCacheFirst(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) cache.put(request, answer.clone());
  return answer;
}

// A browser that is told must show something, also when what came cannot be read.
self.addEventListener("push", (event) => {
  const { title, body, path, tag } = readMessage(event.data);
  const icon = "/icons/icon-192.png";
  event.waitUntil(
    self.registration.showNotification(title, { body, tag, icon, badge: icon, data: { path }, lang: "en-NG" }),
  );
});

function readMessage(data) {
  const unknown = { title: "TrustGuard", body: "Something waits for you.", path: "/login", tag: "unknown" };
  try {
    const message = data.json();
    // A path of ours, never another site's: "//host" is one as well.
    return typeof message.title === "string" && /^\/(?![/\\])/.test(message.path) ? message : unknown;
  } catch {
    return unknown;
  }
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openPath(event.notification.data?.path ?? "/login"));
});

// The page itself, if it is open; else a window that is open goes there; else a new one.
async function openPath(path) {
  const url = new URL(path, self.location.origin).href;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const same = windows.find((client) => client.url === url);
  if (same) return same.focus();
  const [open] = windows;
  if (!open) return self.clients.openWindow(url);
  const focused = await open.focus().catch(() => open);
  // A window that this worker does not control cannot be sent anywhere.
  return focused.navigate(url).catch(() => self.clients.openWindow(url));
}

// The browser gave itself another address: told to the product, as long as whoever turned it on is signed in.
self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(keepSubscription(event));
});

async function keepSubscription({ newSubscription, oldSubscription }) {
  const options = oldSubscription?.options;
  const fresh = newSubscription ?? (options && (await self.registration.pushManager.subscribe(options)));
  if (!fresh) return;
  const { endpoint, keys } = fresh.toJSON();
  await fetch("/api/push/subscriptions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ endpoint, keys }),
  });
}
