"use client";

import type { PasskeyAnswer } from "@/lib/auth/schema";

/** What a browser is asked: JSON as the server made it. */
export type PasskeyOptions = { challenge: string };

type Given<Answer> = { ok: true; answer: Answer } | { ok: false; name: string };

/** Whether passkeys can work here: the browser knows them, and the address has a name (WebAuthn refuses bare numbers). */
export function passkeySupport(): "yes" | "address" | "browser" {
  if (typeof window === "undefined" || !("PublicKeyCredential" in window)) return "browser";
  const isNumber = /^[\d.]+$|^\[|:/.test(window.location.hostname);
  return isNumber ? "address" : "yes";
}

/** Asks the device for a passkey's answer. `name` is why there is none: mostly `NotAllowedError`, for she said no. */
export async function askPasskey(options: PasskeyOptions): Promise<Given<PasskeyAnswer>> {
  try {
    const { startAuthentication } = await import("@simplewebauthn/browser");
    const { id, rawId, response } = await startAuthentication({ optionsJSON: options as never });
    return { ok: true, answer: { id, rawId, type: "public-key", response } };
  } catch (error) {
    return { ok: false, name: error instanceof Error ? error.name : "unknown" };
  }
}

/** Asks the device to make a passkey. `InvalidStateError`: it has one for this account already. */
export async function makePasskey(options: PasskeyOptions): Promise<Given<unknown>> {
  try {
    const { startRegistration } = await import("@simplewebauthn/browser");
    const { id, rawId, response } = await startRegistration({ optionsJSON: options as never });
    const { clientDataJSON, attestationObject, transports = [] } = response;
    const answer = {
      id,
      rawId,
      type: "public-key",
      response: { clientDataJSON, attestationObject, transports },
    };
    return { ok: true, answer };
  } catch (error) {
    return { ok: false, name: error instanceof Error ? error.name : "unknown" };
  }
}
