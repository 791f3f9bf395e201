import { kidOf, seal, unseal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { secretStore } from "@/lib/secret-store/store";

/** Whose token it is. The tenant and the channel are part of the seal: elsewhere the same text does not open (OA-07). */
export type TokenOwner = { ceoId: string; channelId: string };

/** Where a channel's token is sealed. */
export function tokenPlace(ceoId: string, channelId: string): string[] {
  return ["channels", "token_sealed", ceoId, channelId];
}

/** What stands before the version of a token that AWS Secrets Manager keeps (`SECRET_STORE=aws`). */
const KEPT_ELSEWHERE = "aws.";

/** The secret's name in AWS Secrets Manager: the tenant and the channel again, so that no row opens another's. */
function secretName({ ceoId, channelId }: TokenOwner): string {
  return `trustguard/channels/${ceoId}/${channelId}`;
}

/**
 * Puts a token away and gives what the column `channels.token_sealed` keeps of it. Call it before the transaction that
 * writes the column: a store may be a service of its own. Throws `unavailable` when that service is away.
 */
export async function keepToken(owner: TokenOwner, token: string): Promise<string> {
  if (env().SECRET_STORE === "aws") {
    return `${KEPT_ELSEWHERE}${await secretStore().put(secretName(owner), token)}`;
  }
  return seal(env().ENCRYPTION_KEYS, tokenPlace(owner.ceoId, owner.channelId), token);
}

/**
 * Opens what {@link keepToken} gave for the same channel, wherever it was kept then. May ask a service: call it outside
 * transactions. Throws `unavailable` when that service is away, `not_found` when it has the token no more, and otherwise when
 * the text was moved or changed, or its key is gone.
 */
export async function openToken(owner: TokenOwner, kept: string): Promise<string> {
  if (kept.startsWith(KEPT_ELSEWHERE)) {
    const token = await secretStore().get(secretName(owner), kept.slice(KEPT_ELSEWHERE.length));
    if (token === null) throw notFound("The channel's token");
    return token;
  }
  return unseal(env().ENCRYPTION_KEYS, tokenPlace(owner.ceoId, owner.channelId), kept);
}

/** Whether {@link keepToken} would put a token where this one is, under the key that it would use. */
export function isKeptAsNow(kept: string): boolean {
  if (env().SECRET_STORE === "aws") return isKeptElsewhere(kept);
  return kidOf(kept) === env().ENCRYPTION_KEYS.current;
}

/** Whether {@link forgetToken} has anything to do for this text once its row is empty. */
export function isKeptElsewhere(kept: string | null): boolean {
  return kept?.startsWith(KEPT_ELSEWHERE) ?? false;
}

/** Removes a channel's token from the service that kept it. Call it after the row is empty. */
export async function forgetToken(owner: TokenOwner): Promise<void> {
  await secretStore().remove(secretName(owner));
}
