"use strict";
/* A form with data-passkey asks the browser for a key: "create" makes one, "get" signs with one.
   Without support for it the form stays hidden and the page works by password and code. */
(() => {
  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  };
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const options = (given) => {
    const key = { ...given.publicKey, challenge: bytes(given.publicKey.challenge) };
    if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
    if (key.excludeCredentials) key.excludeCredentials = named(key.excludeCredentials);
    if (key.allowCredentials) key.allowCredentials = named(key.allowCredentials);
    return { publicKey: key };
  };

  const answer = (made) => {
    const response = { clientDataJSON: text(made.response.clientDataJSON) };
    if (made.response.attestationObject) {
      response.attestationObject = text(made.response.attestationObject);
      response.transports = made.response.getTransports ? made.response.getTransports() : [];
    } else {
      response.authenticatorData = text(made.response.authenticatorData);
      response.signature = text(made.response.signature);
      response.userHandle = made.response.userHandle ? text(made.response.userHandle) : null;
    }
    return JSON.stringify({
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      authenticatorAttachment: made.authenticatorAttachment || null,
      clientExtensionResults: made.getClientExtensionResults(),
      response,
    });
  };

  const ask = async (form) => {
    const got = await fetch(form.dataset.options, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!got.ok || got.redirected) throw new Error("no challenge");
    const given = options(await got.json());
    return form.dataset.passkey === "create" ? navigator.credentials.create(given) : navigator.credentials.get(given);
  };

  const prepare = (form) => {
    const failed = form.querySelector("[data-failed]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      failed.hidden = true;
      try {
        form.elements.credential.value = answer(await ask(form));
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  };

  if (window.PublicKeyCredential && navigator.credentials) {
    document.querySelectorAll("form[data-passkey]").forEach(prepare);
  } else {
    document.querySelectorAll("[data-no-passkeys]").forEach((one) => { one.hidden = false; });
  }
})();
