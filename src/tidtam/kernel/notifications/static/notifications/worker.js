// Shows what the push service brings, and opens its page. It holds nothing and keeps nothing.

self.addEventListener("push", (event) => {
  const said = event.data?.json();
  if (!said) return;
  // A second copy of a message has the same id: it takes the first one's place, without another sound.
  const shown = { body: said.body, lang: said.lang, tag: said.id, data: { url: said.url }, icon: "/static/web/emblem.svg" };
  event.waitUntil(self.registration.showNotification(said.title, shown));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url } = event.notification.data;
  if (new URL(url).origin === self.location.origin) event.waitUntil(self.clients.openWindow(url));
});
