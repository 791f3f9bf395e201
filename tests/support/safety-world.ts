import { POST as challenges } from "@/app/api/auth/challenges/route";
import { POST as passkeyOptions } from "@/app/api/auth/passkeys/options/route";
import { POST as addPasskey } from "@/app/api/auth/passkeys/route";
import { unseal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { placeOf, type SealedContent } from "@/lib/notices/queue-notice";
import type { Answer, Backstage, Caller, Owner } from "./auth-world";
import { Authenticator } from "./authenticator";

export type Sent = { way: string; to: string; template: string; text: string; link?: string };

/** Everything that is on its way to people, the oldest first. */
export async function noticesOf(backstage: Backstage): Promise<Sent[]> {
  const rows = await backstage.sql`
    select id, way, recipient_sealed, content_sealed from notices where state <> 'failed' order by created_at, id`;
  const ring = env().ENCRYPTION_KEYS;
  return rows.map(({ id, way, recipient_sealed, content_sealed }) => {
    const to = unseal(ring, placeOf(id, "recipient"), recipient_sealed);
    const text = unseal(ring, placeOf(id, "content"), content_sealed);
    const content = JSON.parse(text) as SealedContent;
    return { way, to, text, template: content.template, link: content.details.link };
  });
}

export async function forgetNotices(backstage: Backstage): Promise<void> {
  await backstage.sql`delete from notices`;
}

/** Asks for a code for one act. */
export function askChallenge(
  caller: Caller,
  purpose: string,
  target?: unknown,
  more: object = {},
): Promise<Answer> {
  return caller.call(challenges, "/api/auth/challenges", { body: { purpose, target, ...more } });
}

/** The two fields that a sensitive call carries: asks for the code and reads it where it went. */
export async function codeFor(
  backstage: Backstage,
  caller: Caller,
  purpose: string,
  target?: unknown,
): Promise<{ challenge_id: string; otp: string }> {
  const asked = await askChallenge(caller, purpose, target);
  if (asked.status !== 200) throw new Error(`no code: ${JSON.stringify(asked.body)}`);
  const { challenge_id } = asked.data;
  return { challenge_id, otp: await backstage.code(challenge_id) };
}

/** A passkey on the owner's account, added over HTTP as the page does. */
export async function givePasskey(
  backstage: Backstage,
  owner: Owner,
  name = "Ada's phone",
): Promise<Authenticator> {
  const phone = new Authenticator(env().APP_URL);
  const proof = await codeFor(backstage, owner.caller, "passkey.add");
  const options = await owner.caller.call(passkeyOptions, "/api/auth/passkeys/options", { body: proof });
  const body = { credential: phone.create(options.data), name };
  const added = await owner.caller.call(addPasskey, "/api/auth/passkeys", { body });
  if (added.status !== 201) throw new Error(`no passkey: ${JSON.stringify([options.body, added.body])}`);
  return phone;
}
