import { type GraphTarget, graphCall } from "./graph";
import { type MetaResult, resultOf } from "./meta-result";
import { field, idOf, isObject, listOf, textOf } from "./webhook/read-json";
import { MAX_NAME_LENGTH } from "./webhook/read-values";

export type WhatsAppNumber = {
  phoneNumberId: string;
  wabaId: string;
  displayPhoneNumber: string;
  verifiedName: string;
  /** Already able to send through the Cloud API, or kept by the WhatsApp Business app: neither is registered anew. */
  isRegistered: boolean;
};

export type PageAccount = {
  pageId: string;
  pageName: string;
  pageToken: string;
  instagramId: string;
  username: string;
};

export type InstagramAccount = {
  /** `17841…`, as webhooks name it. */
  userId: string;
  /** The id that this app alone knows the account by. */
  appScopedId: string | null;
  username: string;
  name: string;
};

const PAGES_MAX = 20;

/** The numbers of one WhatsApp Business Account. Meta: phone numbers. */
export function listNumbers(target: GraphTarget, wabaId: string): Promise<MetaResult<WhatsAppNumber[]>> {
  const fields = "id,display_phone_number,verified_name,status,platform_type,is_on_biz_app";
  return readAll(target, `/${encodeURIComponent(wabaId)}/phone_numbers?fields=${fields}`, (row) => {
    const phoneNumberId = idOf(field(row, "id"));
    const displayPhoneNumber = textOf(field(row, "display_phone_number"), 40);
    if (!phoneNumberId || !displayPhoneNumber) return undefined;
    const isOnCloud = field(row, "platform_type") === "CLOUD_API";
    const isInUse = field(row, "status") === "CONNECTED" || field(row, "is_on_biz_app") === true;
    const verifiedName = textOf(field(row, "verified_name"), MAX_NAME_LENGTH) ?? displayPhoneNumber;
    return { phoneNumberId, wabaId, displayPhoneNumber, verifiedName, isRegistered: isOnCloud && isInUse };
  });
}

/** The WhatsApp Business Accounts of the businesses that a person may manage, where a token is not limited to some. */
export async function listBusinessAccounts(target: GraphTarget): Promise<MetaResult<string[]>> {
  const edges = ["owned_whatsapp_business_accounts", "client_whatsapp_business_accounts"];
  const fields = `id,${edges.map((edge) => `${edge}{id}`).join(",")}`;
  const found = await readAll(target, `/me/businesses?fields=${fields}`, (row) =>
    edges.flatMap((edge) =>
      listOf(field(field(row, edge), "data")).flatMap((one) => idOf(field(one, "id")) ?? []),
    ),
  );
  return found.kind === "ok" ? { kind: "ok", value: [...new Set(found.value.flat())] } : found;
}

/** The Pages of a person that have an Instagram account, each with a token of its own. Meta: Page, Instagram account. */
export function listPageAccounts(target: GraphTarget): Promise<MetaResult<PageAccount[]>> {
  const fields = "id,name,access_token,tasks,instagram_business_account{id,username}";
  return readAll(target, `/me/accounts?fields=${fields}`, (row) => {
    const account = field(row, "instagram_business_account");
    const pageId = idOf(field(row, "id"));
    const instagramId = idOf(field(account, "id"));
    const pageToken = textOf(field(row, "access_token"), 4_000);
    if (!pageId || !instagramId || !pageToken) return undefined;
    const pageName = textOf(field(row, "name"), MAX_NAME_LENGTH) ?? pageId;
    const username = textOf(field(account, "username"), MAX_NAME_LENGTH) ?? pageName;
    return { pageId, pageName, pageToken, instagramId, username };
  });
}

/** The account behind a token of Instagram Login. `user_id`, not `id`, is what stands in webhooks. */
export async function readInstagramAccount(target: GraphTarget): Promise<MetaResult<InstagramAccount>> {
  const answer = await graphCall(target, "GET", "/me?fields=id,user_id,username,name,account_type");
  return resultOf(answer, (body) => {
    const userId = idOf(field(body, "user_id"));
    const username = textOf(field(body, "username"), MAX_NAME_LENGTH)?.replace(/^@/, "");
    if (!userId || !username) return undefined;
    const name = textOf(field(body, "name"), MAX_NAME_LENGTH) ?? username;
    return { userId, appScopedId: idOf(field(body, "id")) ?? null, username, name };
  });
}

/** All rows of a list that Meta gives in pages. Its `next` addresses are not followed: they carry the token. */
async function readAll<T>(
  target: GraphTarget,
  path: string,
  read: (row: unknown) => T | undefined,
): Promise<MetaResult<T[]>> {
  const found: T[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const cursor = after ? `&after=${encodeURIComponent(after)}` : "";
    const answer = await graphCall(target, "GET", `${path}&limit=100${cursor}`);
    const result = resultOf(answer, (body) =>
      Array.isArray(field(body, "data")) && isObject(body) ? body : undefined,
    );
    if (result.kind !== "ok") return result;
    for (const row of listOf(field(result.value, "data"))) {
      const value = read(row);
      if (value !== undefined) found.push(value);
    }
    after = nextCursor(field(result.value, "paging"));
    if (after === undefined) break;
  }
  return { kind: "ok", value: found };
}

function nextCursor(paging: unknown): string | undefined {
  if (typeof field(paging, "next") !== "string") return undefined;
  return textOf(field(field(paging, "cursors"), "after"), 500);
}
