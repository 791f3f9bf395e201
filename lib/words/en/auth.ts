/** Words around registration and sign-in. */
export const authWords = {
  back: "TrustGuard, back to the start page",
  why: "No passwords. A fresh code each time, to the phone or email that is yours.",
  noScript: "Signing in needs JavaScript. Switch it on in your browser, then load this page again.",
  errors: {
    needName: "Tell us your name.",
    needBusiness: "Tell us what your business is called.",
    needEmail: "An email looks like name@example.com.",
    needPhone: "A phone number looks like 0803 123 4567.",
    needContact: "Type the email or phone you registered with: name@example.com or 0803 123 4567.",
    email_taken: "This email already has an account. Sign in with it, or use another one.",
    phone_taken: "This phone already has an account. Sign in with it, or use another one.",
    conflict: "One of these already has an account. Sign in, or use another email or phone.",
    invalid_request: "Something here is not right. Check the fields and try again.",
    wrong_code: "That is not the code. Check capitals and signs, or ask for a new one.",
    codeOver: "This code is used up or too old. Ask for a new one.",
    rate_limited: (wait: string) => `Too many tries for now. Wait ${wait}, then try again.`,
    aWhile: "a few minutes",
    offline: "We could not reach TrustGuard. Check your network and try again.",
    unavailable: "We cannot do that just now. Try again in a minute.",
    suspended: "This account cannot sign in at the moment. Ask the business owner.",
  },
} as const;
