/** Words of the sign-in page. The same for people we know and people we do not. */
export const signInWords = {
  title: "Sign in",
  owner: "I own the business",
  vendor: "I am a vendor",
  who: "Who are you?",
  contact: "Email or phone",
  contactHint: "The one you registered with.",
  contactPlaceholder: "ada@example.com or 0803 123 4567",
  phone: "Phone",
  phoneHint: "The number your boss added: 0803 123 4567.",
  phonePlaceholder: "0803 123 4567",
  submit: "Send me a code",
  passkey: "Sign in with a passkey",
  lost: "I lost my phone",
  noAccount: "New here?",
  register: "Create your account",
} as const;

/** Why somebody is on the sign-in page again. */
export const signedOutReasons = {
  ended: "You were signed out. Sign in again to go on.",
  idle: "You were away for a while, so we signed you out. Nothing is lost.",
  "signed-out": "You are signed out.",
  "signed-out-everywhere": "You are signed out on every device.",
  "phone-changed": "Your phone number was changed. Sign in with the new one.",
} as const;

export type SignedOutReason = keyof typeof signedOutReasons;
