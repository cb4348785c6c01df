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
  applyTheme();
}

/** Shows what the reader chose. Without a choice the style sheet follows the system by itself. */
export function applyTheme(): void {
  const theme = readTheme();
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
