import type { SignedOutReason } from "@/lib/words/en/sign-in";

/** How long the page that ended the session has to say why, before the end itself takes the person away. */
const GRACE_MS = 1_500;

let isGoing = false;

/** Leaves for the sign-in page, which says why. */
export function goToSignIn(reason: SignedOutReason): void {
  isGoing = true;
  window.location.assign(`/login?reason=${reason}`);
}

/**
 * The session is over and nobody here knows why: reads the page again, and the gate leads to the sign-in and back. Does
 * nothing where this very page ended it and is on its way already: its reason must not be lost.
 */
export function leaveAsSessionEnded(): void {
  setTimeout(() => {
    if (!isGoing) window.location.reload();
  }, GRACE_MS);
}
