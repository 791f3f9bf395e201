import type { AppConfig } from "../config";
import type { Simulator } from "../state/simulator";

/** What an app asks of a person, read from the dialog's address. */
export interface Dialog {
  login: "facebook" | "instagram";
  app: AppConfig;
  redirectUri: string;
  state: string | null;
  scopes: string[];
  /** Facebook Login for Business. */
  configId: string | null;
}

/** Shown to the person instead of the dialog, as Meta does: nothing goes back to the app. */
export class DialogError extends Error {}

const WHATSAPP = ["whatsapp_business_management", "whatsapp_business_messaging"];
const FACEBOOK_SCOPES = new Set([
  ...WHATSAPP,
  "business_management",
  "instagram_basic",
  "instagram_manage_messages",
  "pages_manage_metadata",
  "pages_messaging",
  "pages_read_engagement",
  "pages_show_list",
  "public_profile",
  "email",
]);
const INSTAGRAM_SCOPES = new Set([
  "instagram_business_basic",
  "instagram_business_manage_messages",
  "instagram_business_manage_comments",
]);

const FACEBOOK_PATH = /^\/v\d+\.\d+\/dialog\/oauth$/;
const INSTAGRAM_PATH = "/oauth/authorize";

/** Whether a path is a dialog's. Facebook's carries a version, Instagram's none. */
export function isDialogPath(path: string): boolean {
  return FACEBOOK_PATH.test(path) || path === INSTAGRAM_PATH;
}

/** Reads and checks a dialog's address as strictly as Meta does. Throws a DialogError with the words that the person sees. */
export function readDialog(sim: Simulator, url: URL): Dialog {
  const login = FACEBOOK_PATH.test(url.pathname) ? "facebook" : "instagram";
  const query = url.searchParams;
  const app = login === "facebook" ? sim.config.app : sim.config.instagramApp;
  if (!app || query.get("client_id") !== app.id) {
    throw new DialogError("Invalid App ID: The provided app ID does not look like a valid app ID.");
  }
  if (query.get("response_type") !== "code") throw new DialogError("Invalid response_type: it must be code.");
  const redirectUri = query.get("redirect_uri") ?? "";
  checkRedirect(app, redirectUri);
  const configId = query.get("config_id");
  if (configId !== null && app.configId !== undefined && configId !== app.configId) {
    throw new DialogError("Invalid config_id: there is no such configuration.");
  }
  const scopes = configId !== null && login === "facebook" ? WHATSAPP : scopesOf(login, query.get("scope"));
  return { login, app, redirectUri, state: query.get("state"), scopes, configId };
}

function checkRedirect(app: AppConfig, redirectUri: string): void {
  const isAddress = /^https?:\/\/[^#]+$/.test(redirectUri) && URL.canParse(redirectUri);
  if (!isAddress || (app.redirectUris && !app.redirectUris.includes(redirectUri))) {
    throw new DialogError(
      "URL blocked: This redirect failed because the redirect URI is not in the app's client OAuth settings.",
    );
  }
}

function scopesOf(login: Dialog["login"], text: string | null): string[] {
  const asked = (text ?? "").split(",").filter(Boolean);
  const known = login === "facebook" ? FACEBOOK_SCOPES : INSTAGRAM_SCOPES;
  const wrong = asked.filter((scope) => !known.has(scope));
  if (asked.length === 0 || wrong.length > 0) {
    throw new DialogError(`Invalid Scopes: ${wrong.join(", ") || "none were asked for"}.`);
  }
  return asked;
}

/** Whether the dialog is about WhatsApp, or about Pages and their Instagram accounts. */
export function isAboutWhatsApp({ scopes }: Dialog): boolean {
  return scopes.some((scope) => scope.startsWith("whatsapp_"));
}
