import type { ConnectWay } from "@/lib/channels/schema";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { hasInstagramLogin } from "./meta-access";

export type Platform = "whatsapp" | "instagram";

/** What is asked for on Meta's page. `needed`: without it nothing is connected; the rest only helps to find the account. */
type Scopes = { needed: readonly string[]; asked: readonly string[] };

const WHATSAPP: Scopes = {
  needed: ["whatsapp_business_management", "whatsapp_business_messaging"],
  asked: ["whatsapp_business_management", "whatsapp_business_messaging", "business_management"],
};

const INSTAGRAM: Scopes = {
  needed: ["instagram_business_basic", "instagram_business_manage_messages"],
  asked: ["instagram_business_basic", "instagram_business_manage_messages"],
};

/** Pages that sit in a business portfolio are not listed without `business_management`. */
const INSTAGRAM_BY_PAGE: Scopes = {
  needed: ["instagram_basic", "instagram_manage_messages", "pages_manage_metadata"],
  asked: [
    "instagram_basic",
    "instagram_manage_messages",
    "pages_manage_metadata",
    "pages_show_list",
    "pages_read_engagement",
    "business_management",
  ],
};

/** The permissions of a way, as few as do (OA-05). Meta: permissions reference. */
export function scopesOf(platform: Platform, way: ConnectWay): Scopes {
  if (platform === "whatsapp") return WHATSAPP;
  return way === "instagram_login" ? INSTAGRAM : INSTAGRAM_BY_PAGE;
}

/**
 * The dialog to use: the one asked for, or the best that is set up. WhatsApp: Facebook Login for Business where there is a
 * configuration. Instagram: its own login where its app is set up, else through the Page. Throws `invalid_request` for a way
 * that this platform does not have or that is not set up.
 */
export function chooseWay(platform: Platform, asked?: ConnectWay): ConnectWay {
  const possible = waysOf(platform);
  const way = asked ?? possible[0];
  if (way && possible.includes(way)) return way;
  throw new AppError("invalid_request", `${nameOf(platform)} cannot be connected this way here.`, {
    fields: [{ path: "way", message: `is one of: ${possible.join(", ")}` }],
  });
}

function waysOf(platform: Platform): ConnectWay[] {
  const plain: ConnectWay = "facebook_login";
  if (platform === "whatsapp") return env().META_CONFIG_ID ? ["business_login", plain] : [plain];
  return hasInstagramLogin() ? ["instagram_login", plain] : [plain];
}

/** A platform as people write it. */
export function nameOf(platform: Platform): string {
  return platform === "whatsapp" ? "WhatsApp" : "Instagram";
}
