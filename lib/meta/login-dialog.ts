/** What every dialog needs; `state` comes back with the person. */
type Common = { redirectUri: string; state: string; appId: string };

type FacebookDialog = Common & {
  /** Scheme and host: `https://www.facebook.com`. */
  baseUrl: string;
  version: string;
};

/**
 * The address of Facebook's login dialog: with a Login-for-Business configuration, which names assets and permissions
 * itself, or with plain scopes. Permissions declined before are asked for again. Meta: Facebook Login, manual flow.
 */
export function facebookDialogUrl(
  dialog: FacebookDialog,
  asked: { configId: string } | { scopes: readonly string[] },
): string {
  const url = new URL(`${dialog.baseUrl}/${dialog.version}/dialog/oauth`);
  setAll(url, commonOf(dialog));
  if ("configId" in asked) {
    setAll(url, { config_id: asked.configId, override_default_response_type: "true" });
  } else {
    setAll(url, { scope: asked.scopes.join(","), auth_type: "rerequest" });
  }
  return url.href;
}

/** The address of Instagram's own dialog. `baseUrl`: `https://www.instagram.com`. Meta: Instagram API with Instagram Login. */
export function instagramDialogUrl(dialog: Common & { baseUrl: string }, scopes: readonly string[]): string {
  const url = new URL(`${dialog.baseUrl}/oauth/authorize`);
  setAll(url, { ...commonOf(dialog), scope: scopes.join(",") });
  return url.href;
}

function commonOf({ appId, redirectUri, state }: Common): Record<string, string> {
  return { client_id: appId, redirect_uri: redirectUri, response_type: "code", state };
}

function setAll(url: URL, parameters: Record<string, string>): void {
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
}
