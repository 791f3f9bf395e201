import { verifyRegistrationResponse } from "@simplewebauthn/server";
import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { describeError, log } from "@/lib/log";
import { answerOnce } from "@/lib/otp/answer-once";
import { takeTry } from "@/lib/otp/count-attempt";
import { passkeySite } from "@/lib/otp/passkey-challenge";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { deviceName } from "@/lib/words/device-name";
import { lockMember } from "../profile/lock-person";
import { tellPerson } from "../tell-person";
import { creationChallenge, NEW_PASSKEY, PASSKEYS_MAX } from "./begin-passkey";
import { listPasskeys } from "./list-passkeys";
import type { NewPasskey, PasskeyItem } from "./schema";

/**
 * Adds the passkey that the browser made for {@link beginPasskey} (WebAuthn level 3, 7.1): its site, user verification and
 * challenge are checked, the challenge is used up once. She is told by every way. Throws `conflict` for a passkey that is known
 * already, `wrong_code` for an answer to anything else.
 */
export async function addPasskey(
  ctx: MemberContext,
  input: { credential: NewPasskey; name?: string },
): Promise<PasskeyItem> {
  authorize(ctx, "passkey.manage");
  const challengeId = challengeOf(input.credential);
  const challenge = await withPlatform((tx) => takeTry(tx, challengeId));
  const made =
    challenge?.targetHash === NEW_PASSKEY.targetHash && (await check(ctx, challengeId, input.credential));
  if (!made) throw refused();
  const id = newId("passkey");
  const name = input.name ?? deviceName(ctx.origin.agent);
  await withTenantAndPlatform(ctx, async (tx) => {
    await lockMember(tx, ctx);
    if (!(await answerOnce(tx, challengeId))) throw refused();
    const added = await tx.execute(sql`
      insert into passkeys (id, identity_id, credential_id, public_key, counter, transports, name, is_synced)
      select ${id}, ${ctx.identityId}, ${made.credential.id}, ${Buffer.from(made.credential.publicKey)},
        ${made.credential.counter}, ${sql.param(input.credential.response.transports)}::text[], ${name},
        ${made.credentialBackedUp}
      where (select count(*) from passkeys where identity_id = ${ctx.identityId}) < ${PASSKEYS_MAX}
      on conflict (credential_id) do nothing returning id`);
    if (added.length === 0) throw new AppError("conflict", "This passkey is on an account already.");
    await tellPerson(tx, ctx, ctx.identityId, "passkey.added", { act: name });
    await recordEntry(tx, ctx, {
      action: "PASSKEY_ADDED",
      subject: { kind: "passkey", id },
      details: { name, synced: made.credentialBackedUp },
    });
  });
  const item = (await listPasskeys(ctx)).find(({ passkey_id }) => passkey_id === id);
  if (!item) throw refused();
  return item;
}

/** The challenge that an answer names: its row's id, before the seal. */
function challengeOf(credential: NewPasskey): string {
  try {
    const data = JSON.parse(Buffer.from(credential.response.clientDataJSON, "base64url").toString("utf8"));
    const [id = ""] = Buffer.from(String(data.challenge), "base64url").toString("utf8").split(".");
    return /^chl_[\w-]{22}$/.test(id) ? id : "";
  } catch {
    return "";
  }
}

async function check(ctx: MemberContext, challengeId: string, credential: NewPasskey) {
  const { origin, rpId } = passkeySite();
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        ...credential,
        response: { ...credential.response, transports: credential.response.transports as never },
        clientExtensionResults: {},
      },
      expectedChallenge: Buffer.from(creationChallenge(ctx, challengeId)).toString("base64url"),
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
    });
    return verified ? registrationInfo : undefined;
  } catch (error) {
    log.info({ challengeId, error: describeError(error) }, "a new passkey was refused");
    return undefined;
  }
}

function refused(): AppError {
  return new AppError("wrong_code", "This passkey was not made for this. Begin again.");
}
