// The button with which a person is told on this very device. Without this script the button stays hidden, and the
// page says by its other parts how else one is told.

const form = document.getElementById("this-device");

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (char) => char.charCodeAt(0));
}

async function subscription(applicationKey) {
  const registration = await navigator.serviceWorker.register("/notices-worker.js");
  await navigator.serviceWorker.ready;
  const wanted = { userVisibleOnly: true, applicationServerKey: bytes(applicationKey) };
  try {
    return await registration.pushManager.subscribe(wanted);
  } catch (error) {
    // Subscribed earlier, when the office had another key.
    const earlier = await registration.pushManager.getSubscription();
    if (error.name !== "InvalidStateError" || !earlier) throw error;
    await earlier.unsubscribe();
    return registration.pushManager.subscribe(wanted);
  }
}

function say(name) {
  for (const text of form.querySelectorAll("[data-said]")) text.hidden = text.dataset.said !== name;
}

async function link() {
  if ((await Notification.requestPermission()) !== "granted") return say("refused");
  let made;
  try {
    made = (await subscription(form.dataset.key)).toJSON();
  } catch {
    return say("failed");
  }
  form.elements.endpoint.value = made.endpoint;
  form.elements.p256dh.value = made.keys.p256dh;
  form.elements.auth.value = made.keys.auth;
  return form.submit();
}

if (form && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  form.hidden = false;
  if (Notification.permission === "denied") say("refused");
  form.querySelector("button").addEventListener("click", link);
}
