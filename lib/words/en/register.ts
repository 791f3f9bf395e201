/** Words of the registration page, first step. */
export const registerWords = {
  title: "Create your account",
  text: "Two minutes, no card. You will be your own first vendor.",
  name: "Your name",
  namePlaceholder: "Ada Obi",
  business: "Business name",
  businessHint: "Buyers see this name in the chat and on their receipts.",
  businessPlaceholder: "Ada’s Fashion",
  email: "Email",
  emailPlaceholder: "ada@example.com",
  phone: "Phone",
  phoneHint:
    "A mobile that can get SMS: 0803 123 4567, or +234 803 123 4567. Abroad: start with + and the country.",
  phonePlaceholder: "0803 123 4567",
  submit: "Send my codes",
  haveAccount: "Already have an account?",
  signIn: "Sign in",
  privacy:
    "We use your phone and email to prove it is you, and to tell you what happens to your money. Nothing else.",
} as const;
