import { seal, unseal } from "@/lib/crypto";
import { env } from "@/lib/env";

/** Whose token it is. The tenant and the channel are part of the seal: elsewhere the same text does not open (OA-07). */
export type TokenOwner = { ceoId: string; channelId: string };

/** Where a channel's token is sealed. */
export function tokenPlace(ceoId: string, channelId: string): string[] {
  return ["channels", "token_sealed", ceoId, channelId];
}

/**
 * Puts a token away and gives what the column `channels.token_sealed` keeps of it. Call it before the transaction that
 * writes the column: a store may be a service of its own.
 */
export async function keepToken({ ceoId, channelId }: TokenOwner, token: string): Promise<string> {
  return seal(env().ENCRYPTION_KEYS, tokenPlace(ceoId, channelId), token);
}

/** Opens what {@link keepToken} gave for the same channel. Throws when it was moved, changed, or its key is gone. */
export async function openToken({ ceoId, channelId }: TokenOwner, kept: string): Promise<string> {
  return unseal(env().ENCRYPTION_KEYS, tokenPlace(ceoId, channelId), kept);
}
