import type { Simulator } from "../state/simulator";
import type { BusinessNumber } from "../state/types";
import { GraphError, invalidParameter, missingParameter } from "./errors";

/** A number as `GET /{phone_number_id}` and `GET /{waba_id}/phone_numbers` show it; `fields` limits the answer. */
export function describeNumber(number: BusinessNumber, fields: string | null): Record<string, unknown> {
  const all: Record<string, unknown> = {
    verified_name: number.verifiedName,
    code_verification_status: "VERIFIED",
    display_phone_number: number.displayPhoneNumber,
    quality_rating: number.quality ?? "GREEN",
    platform_type: number.registered ? "CLOUD_API" : "NOT_APPLICABLE",
    throughput: { level: "STANDARD" },
    name_status: number.nameStatus ?? "APPROVED",
    status: number.status ?? (number.registered ? "CONNECTED" : "PENDING"),
    whatsapp_business_manager_messaging_limit: number.messagingLimit ?? "TIER_250",
    account_mode: "LIVE",
    is_on_biz_app: false,
  };
  const wanted = fields?.split(",").map((field) => field.trim());
  const shown = Object.entries(all).filter(([name]) => !wanted || wanted.includes(name));
  return { ...Object.fromEntries(shown), id: number.phoneNumberId };
}

export function listNumbers(numbers: BusinessNumber[], fields: string | null): Record<string, unknown> {
  const data = numbers.map((number) => describeNumber(number, fields));
  return { data, paging: { cursors: { before: "MAZDZD", after: "MjQZD" } } };
}

/** `POST /{phone_number_id}/register`: sets or repeats the two-step PIN of six digits. */
export function registerNumber(
  number: BusinessNumber,
  body: Record<string, unknown>,
): Record<string, unknown> {
  if (body.messaging_product !== "whatsapp")
    throw invalidParameter("Param messaging_product must be one of {WHATSAPP}.");
  if (body.pin === undefined) throw missingParameter("pin");
  if (typeof body.pin !== "string" || !/^\d{6}$/.test(body.pin)) {
    throw new GraphError(133005, "(#133005) Two step verification PIN Mismatch", {
      details: "PIN must be six digits.",
    });
  }
  if (number.pin !== undefined && number.pin !== body.pin) {
    throw new GraphError(133005, "(#133005) Two step verification PIN Mismatch", {
      details: "Two step verification PIN mismatch",
    });
  }
  number.pin = body.pin;
  number.registered = true;
  return { success: true };
}

/** `GET|POST|DELETE /{waba_id}/subscribed_apps`: whether the app hears this account. */
export function subscribedApps(
  sim: Simulator,
  numbers: BusinessNumber[],
  method: string,
): Record<string, unknown> {
  if (method === "GET") {
    const app = {
      whatsapp_business_api_data: {
        id: sim.config.app.id,
        name: "TrustGuard",
        link: "https://www.facebook.com/games/",
      },
    };
    return { data: numbers.some((number) => number.subscribed) ? [app] : [] };
  }
  for (const number of numbers) number.subscribed = method === "POST";
  return { success: true };
}

export function describeAccount(numbers: BusinessNumber[], wabaId: string): Record<string, unknown> {
  return {
    id: wabaId,
    name: numbers[0]?.verifiedName,
    currency: "NGN",
    timezone_id: "71",
    message_template_namespace: `ns_${wabaId}`,
    account_review_status: "APPROVED",
    business_verification_status: "verified",
  };
}

/** `GET /{waba_id}/message_templates`, of what the configuration holds. */
export function listTemplates(sim: Simulator): Record<string, unknown> {
  const data = sim.config.templates.map((template, place) => ({
    name: template.name,
    parameter_format: "POSITIONAL",
    components: [{ type: "BODY", text: template.body }],
    language: template.language,
    status: "APPROVED",
    category: template.category ?? "UTILITY",
    id: String(900_000_000_000_001 + place),
  }));
  return { data, paging: { cursors: { before: "MAZDZD", after: "MjQZD" } } };
}

/** `GET /debug_token`: about `input_token`, asked with the app's own token `id|secret`. */
export function debugToken(sim: Simulator, inputToken: string | null): Record<string, unknown> {
  if (!inputToken) throw missingParameter("input_token");
  const owners = [...sim.world.numbers, ...sim.world.accounts];
  const numbers = owners.filter((one) => one.accessToken === inputToken);
  const isRevoked = sim.faults
    .list()
    .some(
      ({ kind, number }) =>
        kind === "revoke" && (!number || numbers.some((one) => one.phoneNumberId === number)),
    );
  if (numbers.length === 0 || isRevoked) {
    const error = { code: 190, message: "Malformed access token" };
    return { data: { error, is_valid: false, scopes: [] } };
  }
  const isInstagram = numbers.every((one) => one.platform === "instagram");
  const targetIds = [...new Set(numbers.map((one) => ("wabaId" in one ? one.wabaId : one.userId)))];
  const scopes = isInstagram
    ? ["instagram_basic", "instagram_manage_messages", "pages_manage_metadata"]
    : ["whatsapp_business_management", "whatsapp_business_messaging"];
  return {
    data: {
      app_id: sim.config.app.id,
      type: isInstagram ? "PAGE" : "SYSTEM_USER",
      application: "TrustGuard",
      data_access_expires_at: 0,
      expires_at: 0,
      is_valid: true,
      issued_at: Math.floor(sim.clock.nowMs() / 1000) - 3600,
      scopes,
      granular_scopes: scopes.map((scope) => ({ scope, target_ids: targetIds })),
      user_id: "122100000000000001",
    },
  };
}
