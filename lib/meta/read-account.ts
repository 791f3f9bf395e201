import { type GraphTarget, graphCall } from "./graph";
import { type MetaResult, resultOf } from "./meta-result";
import { field, idOf, isObject, listOf, textOf } from "./webhook/read-json";

/** What Meta says of a WhatsApp number, in its own words; empty where it says nothing. */
export type NumberState = {
  /** `CONNECTED`, `PENDING`, `FLAGGED`, `RESTRICTED`, `RATE_LIMITED`, `BANNED`, … */
  status: string;
  /** `GREEN`, `YELLOW`, `RED`, `UNKNOWN`. */
  quality: string;
  /** `APPROVED`, `PENDING_REVIEW`, `DECLINED`, … */
  nameStatus: string;
  /** `CLOUD_API` once registered, else `NOT_APPLICABLE`. */
  platformType: string;
};

const NUMBER_FIELDS = "id,status,quality_rating,name_status,platform_type";

/** Asks how a number is doing, with the channel's own token. Meta: Cloud API, phone numbers. */
export async function readNumber(
  target: GraphTarget,
  phoneNumberId: string,
): Promise<MetaResult<NumberState>> {
  const path = `/${encodeURIComponent(phoneNumberId)}?fields=${NUMBER_FIELDS}`;
  return resultOf(await graphCall(target, "GET", path), (body) => {
    if (idOf(field(body, "id")) === undefined) return undefined;
    const text = (name: string) => textOf(field(body, name), 50)?.toUpperCase() ?? "";
    return {
      status: text("status"),
      quality: text("quality_rating"),
      nameStatus: text("name_status"),
      platformType: text("platform_type"),
    };
  });
}

/** The least that can be asked about an account (`me`, a Page, a number): whether its token is still taken. */
export async function probe(target: GraphTarget, id: string): Promise<MetaResult<true>> {
  const answer = await graphCall(target, "GET", `/${encodeURIComponent(id)}?fields=id`);
  return resultOf(answer, (body) => (isObject(body) ? true : undefined));
}

/**
 * The ids of the apps that hear an account: a WhatsApp Business Account, a Page, or `me`. A list that is not empty says
 * little: it may be somebody else's app. WhatsApp wraps each entry, the others do not.
 */
export async function readSubscribers(target: GraphTarget, id: string): Promise<MetaResult<string[]>> {
  const answer = await graphCall(target, "GET", `/${encodeURIComponent(id)}/subscribed_apps`);
  return resultOf(answer, (body) => {
    if (!Array.isArray(field(body, "data"))) return undefined;
    return listOf(field(body, "data")).flatMap((entry) => {
      const app = field(entry, "whatsapp_business_api_data") ?? entry;
      return idOf(field(app, "id")) ?? [];
    });
  });
}

/** Stops the app hearing an account. Meta: subscribed_apps. */
export async function unsubscribe(target: GraphTarget, id: string): Promise<MetaResult<true>> {
  const answer = await graphCall(target, "DELETE", `/${encodeURIComponent(id)}/subscribed_apps`);
  return resultOf(answer, (body) => (field(body, "success") === true ? true : undefined));
}
