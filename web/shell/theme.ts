export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const key = "fiducial.theme";

/** Reads what the reader chose; `system` unless they did. */
export function readTheme(): Theme {
  const chosen = localStorage.getItem(key);
  return THEMES.find((theme) => theme === chosen) ?? "system";
}

/** Keeps what the reader chose, and shows it. */
export function chooseTheme(theme: Theme): void {
  localStorage.setItem(key, theme);
  showTheme();
}

/** Shows the theme that the reader or their system wants, and follows the system from then on. */
export function applyTheme(): void {
  showTheme();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);
}

function showTheme(): void {
  const theme = readTheme();
  const isDark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}
