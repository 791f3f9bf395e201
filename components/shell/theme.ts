export type Theme = "system" | "light" | "dark";

export const THEME_COOKIE = "tg-theme";

/** What the cookie says, read on the server so that the first paint is already right, without a script. */
export function parseTheme(cookie: string | undefined): Theme {
  return cookie === "light" || cookie === "dark" ? cookie : "system";
}
