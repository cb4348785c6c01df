// Says in words why a study does not open, where OHIF says only that it is not available, and leads on.
// There is one text for three cases on purpose: no such study, no leave, and a study that is kept from somebody look the same.

/** The studies that were last asked for: OHIF drops them from the address before it says that there are none. */
let wanted = studiesIn(location.search);

for (const name of ["pushState", "replaceState"]) {
  const change = history[name].bind(history);
  history[name] = (...args) => {
    change(...args);
    look();
  };
}
window.addEventListener("popstate", look);
look();

function look() {
  const studies = studiesIn(location.search);
  if (studies.length > 0) wanted = studies;
  document.querySelector("#fiducial-refusal")?.remove();
  if (location.pathname === "/notfoundstudy")
    document.body ? show() : window.addEventListener("DOMContentLoaded", show);
}

function studiesIn(search) {
  return new URLSearchParams(search).getAll("StudyInstanceUIDs").flatMap((list) => list.split(","));
}

function show() {
  const box = document.createElement("section");
  box.id = "fiducial-refusal";
  box.setAttribute("role", "alert");
  box.style.cssText =
    "position:fixed;inset:auto 0 0 0;z-index:9999;padding:1.25rem 1.5rem;background:#16203a;color:#e8ecf4;border-top:3px solid #7fb0ff;font:1rem/1.5 system-ui,sans-serif";
  const words = document.createElement("p");
  words.style.margin = "0 0 .75rem";
  words.textContent = "This study is not here, or you have no leave to see it for the purpose you signed in with.";
  const ask = document.createElement("a");
  ask.href = `/ask?${new URLSearchParams({ study: wanted[0] ?? "" })}`;
  ask.textContent = "Ask the patient for leave";
  const again = document.createElement("a");
  again.href = "/sign-in";
  again.textContent = "Sign in for another purpose";
  for (const link of [ask, again]) {
    link.style.cssText =
      "display:inline-block;margin-right:1.5rem;color:#7fb0ff;font-weight:600;text-decoration:underline";
  }
  box.append(words, ask, again);
  document.body.append(box);
}
