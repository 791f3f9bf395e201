import {
  listBusinessAccounts,
  listNumbers,
  listPageAccounts,
  readInstagramAccount,
} from "@/lib/meta/find-assets";
import type { TokenFacts } from "@/lib/meta/inspect-token";
import { answerOf, ConnectError } from "./connect-error";
import { facebookTarget, instagramTarget } from "./meta-access";
import type { Journey } from "./oauth-state";
import type { Access, Obtained } from "./obtain-access";
import type { Platform } from "./ways";

/** A number or account that can be connected. Holds no secret. */
export type Asset = {
  platform: Platform;
  externalId: string;
  /** The WhatsApp Business Account of a number. */
  accountId: string | null;
  login: "page" | "instagram" | null;
  pageId: string | null;
  name: string;
  /** The whole number, or `@name`. */
  handle: string;
  /** False: the number cannot send before it is registered. */
  isRegistered: boolean;
};

export type Found = { asset: Asset; access: Access };

/** What an access reaches: numbers, or Instagram accounts. Throws `nothing_found`, or what Meta's refusals stand for. */
export async function findAssets(journey: Journey, obtained: Obtained): Promise<Found[]> {
  const found = await ofJourney(journey, obtained);
  if (found.length > 0) return found;
  // Without the permission to list Pages, Meta answers with an empty list and no error.
  const cannotList =
    journey.platform === "instagram" && obtained.facts?.scopes.includes("pages_show_list") === false;
  throw cannotList
    ? new ConnectError("missing_permission", ["pages_show_list"])
    : new ConnectError("nothing_found");
}

function ofJourney(journey: Journey, obtained: Obtained): Promise<Found[]> {
  if (journey.platform === "whatsapp") return findNumbers(obtained);
  return journey.way === "instagram_login" ? findInstagram(obtained) : findPages(obtained);
}

async function findNumbers({ facts, ...access }: Obtained): Promise<Found[]> {
  const target = facebookTarget(access.token);
  const wabaIds = facts ? accountsAllowed(facts) : null;
  const found: Found[] = [];
  for (const wabaId of wabaIds ?? answerOf(await listBusinessAccounts(target))) {
    for (const number of answerOf(await listNumbers(target, wabaId))) {
      const asset: Asset = {
        platform: "whatsapp",
        externalId: number.phoneNumberId,
        accountId: wabaId,
        login: null,
        pageId: null,
        name: number.verifiedName,
        handle: number.displayPhoneNumber,
        isRegistered: number.isRegistered,
      };
      found.push({ asset, access });
    }
  }
  return found;
}

/**
 * The WhatsApp Business Accounts that a token may both see and send for; null when it is limited to none. The browser's word
 * about ids is never taken. Throws `missing_permission` when they may be seen and not sent for.
 */
function accountsAllowed({ targets }: TokenFacts): string[] | null {
  const seen = targets.get("whatsapp_business_management") ?? null;
  const sendable = targets.get("whatsapp_business_messaging") ?? null;
  if (seen === null || sendable === null) return seen ?? sendable;
  const both = seen.filter((id) => sendable.includes(id));
  if (both.length === 0 && seen.length > 0) {
    throw new ConnectError("missing_permission", ["whatsapp_business_messaging"]);
  }
  return both;
}

async function findInstagram({ facts: _, ...access }: Obtained): Promise<Found[]> {
  const account = answerOf(await readInstagramAccount(instagramTarget(access.token)));
  const asset = instagramAsset({ id: account.userId, username: account.username, name: account.name });
  return [{ asset, access: { ...access, authorizedBy: account.appScopedId } }];
}

/** Each Page has a token of its own, which has no end of its own. */
async function findPages({ facts: _, ...access }: Obtained): Promise<Found[]> {
  const pages = answerOf(await listPageAccounts(facebookTarget(access.token)));
  return pages.map((page) => ({
    asset: instagramAsset(
      { id: page.instagramId, username: page.username, name: page.pageName },
      page.pageId,
    ),
    access: { ...access, token: page.pageToken, expiresAt: null },
  }));
}

function instagramAsset(
  account: { id: string; username: string; name: string },
  pageId: string | null = null,
): Asset {
  return {
    platform: "instagram",
    externalId: account.id,
    accountId: null,
    login: pageId === null ? "instagram" : "page",
    pageId,
    name: account.name,
    handle: `@${account.username.replace(/^@/, "")}`,
    isRegistered: true,
  };
}
