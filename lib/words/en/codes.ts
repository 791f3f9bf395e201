/** Words of the steps in which codes are typed. */
export const codeWords = {
  title: "Type your code",
  sentOwner: (to: string) => `If ${to} has an account, a code is on its way by SMS and email.`,
  sentVendor: (to: string) => `If ${to} is a vendor’s number, a code is on its way by SMS.`,
  good: (clock: string) => `Good for ${clock}`,
  submit: "Sign in",
  other: "Use another contact",
  signedIn: "You are in. Opening your page…",
  resent: "A new code is on its way. Only the newest one works.",
} as const;

/** Registration asks for two codes at once. */
export const twoCodesWords = {
  title: "Type your codes",
  text: "One code went to your phone, another to your email. Type either to sign in; type both and both are yours to use.",
  sms: "SMS code",
  email: "Email code",
  verified: "Verified",
  checking: "Checking the code…",
  firstDone: "You are signed in",
  otherSms: "Verify your phone too: until then it cannot sign you in, and codes for payments go there.",
  otherEmail: "Verify your email too: until then it cannot sign you in or help when the phone is lost.",
  later: "Go to my dashboard",
  both: "Both are verified. Opening your dashboard…",
  change: "Change my details",
} as const;

/** The choice between several businesses. */
export const businessWords = {
  title: "Which shop today?",
  text: "You sell for more than one. You can change later by signing in again.",
} as const;
