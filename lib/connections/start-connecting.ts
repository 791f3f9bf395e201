import type { ConnectWay } from "@/lib/channels/schema";
import { env } from "@/lib/env";
import { facebookDialogUrl, instagramDialogUrl } from "@/lib/meta/login-dialog";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { facebookApp, instagramApp, redirectUri } from "./meta-access";
import { issueState } from "./oauth-state";
import { chooseWay, type Platform, scopesOf } from "./ways";

/**
 * The address of Meta's dialog for connecting a channel (P4.1). `way` forces one where several are set up. Throws
 * `invalid_request` for a way that is not.
 */
export async function startConnecting(
  ctx: MemberContext,
  asked: { platform: Platform; way?: ConnectWay },
): Promise<string> {
  authorize(ctx, "channel.manage");
  const { platform } = asked;
  const way = chooseWay(platform, asked.way);
  const state = await issueState(ctx, { platform, way });
  const scopes = scopesOf(platform, way).asked;
  const { META_CONFIG_ID: configId, META_GRAPH_VERSION: version } = env();
  const common = { redirectUri: redirectUri(), state };
  if (way === "instagram_login") {
    const dialog = { ...common, baseUrl: env().META_INSTAGRAM_DIALOG_URL, appId: instagramApp().id };
    return instagramDialogUrl(dialog, scopes);
  }
  const dialog = { ...common, baseUrl: env().META_DIALOG_URL, version, appId: facebookApp().id };
  return facebookDialogUrl(dialog, way === "business_login" && configId ? { configId } : { scopes });
}
