"use client";

import { sendJson } from "@/components/ui/send-json";
import { passkeyWords as words } from "@/lib/words/en/settings";
import { sayProblem } from "./problem-words";
import { type SignedIn, signInWithCode } from "./sign-in";
import { askPasskey, type PasskeyOptions, passkeySupport } from "./use-passkey";

type Options = { challenge_id: string; passkey: PasskeyOptions };

/** Signs in with a passkey of this device; nobody types who they are. Gives who is signed in, or what to say. */
export async function signInWithPasskey(): Promise<SignedIn | string> {
  const support = passkeySupport();
  if (support !== "yes") return support === "address" ? words.noAddress : words.noBrowser;
  const asked = await sendJson<Options>("/api/auth/passkeys/sign-in-options", {});
  if (!asked.ok) return sayProblem(asked.problem);
  const given = await askPasskey(asked.data.passkey);
  if (!given.ok) return words.cancelled;
  const answer = await signInWithCode(asked.data.challenge_id, JSON.stringify(given.answer));
  if (answer.ok) return answer.session;
  return answer.code === "wrong_code" ? words.refused : sayProblem(answer);
}
