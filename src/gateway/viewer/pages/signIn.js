// Signs in with a wallet that announces itself (EIP-6963): the gateway says what to sign (EIP-4361), the wallet signs it, and the answer is a session.
const purpose = document.querySelector("#purpose");
const wallets = document.querySelector("#wallets");
const state = document.querySelector("#state");
const failure = document.querySelector("#failure");
const known = new Set();

/** How long wallets have for announcing themselves before somebody is told that there is none (milliseconds). */
const patience = 1500;

window.addEventListener("eip6963:announceProvider", ({ detail: { info, provider } }) => {
  if (known.has(info.uuid)) return;
  known.add(info.uuid);
  const button = document.createElement("button");
  button.className = "wallet";
  if (/^data:image\//.test(info.icon)) {
    const icon = document.createElement("img");
    icon.src = info.icon;
    icon.alt = "";
    button.append(icon);
  }
  button.append(`Sign in with ${info.name}`);
  button.addEventListener("click", () => signIn(provider));
  wallets.append(button);
  state.textContent = "";
});
window.dispatchEvent(new Event("eip6963:requestProvider"));
setTimeout(() => {
  if (known.size === 0)
    state.textContent = "There is no wallet in this browser. Install one, or open this page where you have one.";
}, patience);

async function signIn(provider) {
  failure.textContent = "";
  for (const button of wallets.children) button.disabled = true;
  try {
    state.textContent = "Your wallet asks which account to use.";
    const [address] = await provider.request({ method: "eth_requestAccounts" });
    const { message } = await post("/session/nonce", { address, purpose: purpose.value });
    state.textContent = "Your wallet shows the message to sign.";
    const bytes = new TextEncoder().encode(message);
    const hex = `0x${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    const signature = await provider.request({ method: "personal_sign", params: [hex, address] });
    await post("/session", { message, signature });
    location.assign(whereTo());
  } catch (error) {
    state.textContent = "";
    // 4001: somebody said no in the wallet (EIP-1193).
    failure.textContent = error?.code === 4001 ? "Nothing was signed. Sign the message to see images." : error.message;
    for (const button of wallets.children) button.disabled = false;
  }
}

async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Error("The gateway does not answer. Try again; tell your hospital's IT when it goes on.");
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.message ?? `The gateway refused with status ${response.status}.`);
  return answer;
}

/** Where somebody came from, if it was a page of this gateway. */
function whereTo() {
  const next = new URLSearchParams(location.search).get("next") ?? "/";
  const url = new URL(next, location.origin);
  return url.origin === location.origin ? url.href : "/";
}
