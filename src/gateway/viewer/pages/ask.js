// Writes the request that somebody hands to a patient. The study is the one they tried to open: it comes from their own address bar.
const request = document.querySelector("#request");
const state = document.querySelector("#state");

const study = new URLSearchParams(location.search).get("study") ?? "";
const isUid = /^[0-9.]{1,64}$/.test(study);
const session = await fetch("/session").then(
  (response) => (response.ok ? response.json() : undefined),
  () => undefined,
);
if (session === undefined) location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
else request.value = write(session);

document.querySelector("#copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(request.value);
    state.textContent = "Copied.";
  } catch {
    request.select();
    state.textContent = "Copy the marked text.";
  }
});

function write({ accessor, purpose }) {
  return [
    `I ask for leave to see ${isUid ? "this study" : "a study of yours"}.`,
    "",
    ...(isUid ? [`Study: ${study}`] : []),
    `My account: ${accessor}`,
    `Purpose: ${purpose}`,
    "",
    "To permit it for 30 days, by the command line:",
    `fiducial permit <you> ${accessor} --record ${isUid ? study : "<study>"} --purposes ${purpose} --until 30d`,
    "",
    "You can take it back at any time.",
  ].join("\n");
}
