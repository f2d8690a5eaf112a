// Makes and shows passkeys (WebAuthn). A form with data-passkey="make" or "show" says where to begin and to complete; without
// this script, or in a browser that has no passkeys, its button stays hidden and codes do the same.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

function text(buffer) {
  const signs = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(signs).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const readable = (known) => ({ ...known, id: bytes(known.id) });

async function ask(form, address, data) {
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    body: JSON.stringify(data),
  });
  if (!response.ok || response.redirected) throw new Error(String(response.status));
  return response.json();
}

async function make(form) {
  const options = await ask(form, form.dataset.begin, {});
  options.challenge = bytes(options.challenge);
  options.user.id = bytes(options.user.id);
  options.excludeCredentials = (options.excludeCredentials || []).map(readable);
  const made = await navigator.credentials.create({ publicKey: options });
  const { response } = made;
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    authenticatorAttachment: made.authenticatorAttachment || null,
    clientExtensionResults: made.getClientExtensionResults(),
    name: form.elements.name.value,
    response: {
      attestationObject: text(response.attestationObject),
      clientDataJSON: text(response.clientDataJSON),
      transports: response.getTransports ? response.getTransports() : [],
    },
  };
}

async function show(form) {
  const options = await ask(form, form.dataset.begin, {});
  options.challenge = bytes(options.challenge);
  options.allowCredentials = (options.allowCredentials || []).map(readable);
  const shown = await navigator.credentials.get({ publicKey: options });
  const { response } = shown;
  return {
    id: shown.id,
    rawId: text(shown.rawId),
    type: shown.type,
    authenticatorAttachment: shown.authenticatorAttachment || null,
    clientExtensionResults: shown.getClientExtensionResults(),
    response: {
      authenticatorData: text(response.authenticatorData),
      clientDataJSON: text(response.clientDataJSON),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null,
    },
  };
}

async function hold(form) {
  const button = form.querySelector("button");
  const said = form.querySelector("[data-passkey-said]");
  button.disabled = true;
  said.textContent = form.dataset.wait;
  try {
    const answer = await (form.dataset.passkey === "make" ? make(form) : show(form));
    const done = await ask(form, form.dataset.complete, answer);
    said.textContent = "";
    if (done.codes) document.querySelector("form[data-passkey-codes]").submit();
    else window.location.assign(done.redirect_url || form.dataset.next);
  } catch (error) {
    said.textContent = error.name === "InvalidStateError" ? form.dataset.known : form.dataset.failed;
    button.disabled = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential || !window.isSecureContext) continue;
  form.hidden = false;
  for (const other of document.querySelectorAll("[data-passkey-missing]")) other.hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    hold(form);
  });
}
