/** A Chromium that starts, or undefined when there is none. */
export function findBrowser(): Promise<string | undefined>;

/** As findBrowser, and as a last try installs one. */
export function ensureBrowser(say: (text: string) => void): Promise<string>;
