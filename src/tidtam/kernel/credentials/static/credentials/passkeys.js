// Makes or shows a passkey. Without this script, or in a browser that knows none, the form stays hidden and the page
// names the other ways.

const form = document.getElementById("passkey");

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (char) => char.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function named(known) {
  return (known ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
}

async function make(options) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: named(options.excludeCredentials),
    },
  });
  return answer(made, {
    clientDataJSON: text(made.response.clientDataJSON),
    attestationObject: text(made.response.attestationObject),
  });
}

async function show(options) {
  const shown = await navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: named(options.allowCredentials) },
  });
  return answer(shown, {
    clientDataJSON: text(shown.response.clientDataJSON),
    authenticatorData: text(shown.response.authenticatorData),
    signature: text(shown.response.signature),
    userHandle: shown.response.userHandle ? text(shown.response.userHandle) : null,
  });
}

function answer(credential, response) {
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response };
}

function say(name) {
  for (const part of document.querySelectorAll("[data-said]")) part.hidden = part.dataset.said !== name;
}

async function ask(event) {
  event.preventDefault();
  say("asking");
  try {
    const options = JSON.parse(form.dataset.options);
    const given = await (form.dataset.does === "make" ? make(options) : show(options));
    form.elements.answer.value = JSON.stringify(given);
    form.submit();
  } catch (error) {
    // SecurityError: the address of this page is a number, and passkeys belong to names.
    say({ InvalidStateError: "known", SecurityError: "address" }[error.name] ?? "failed");
  }
}

if (form && window.PublicKeyCredential) {
  form.hidden = false;
  say("");
  form.addEventListener("submit", ask);
}
