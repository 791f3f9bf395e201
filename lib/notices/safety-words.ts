import type { NoticeDetails, NoticeWords } from "./words";

/** What is told to a person about their own account: who signs in, what changed, and how to stop or undo it. */
export type SafetyTemplate =
  | "codes.guessed"
  | "session.new-device"
  | "session.pushed-out"
  | "passkey.added"
  | "passkey.removed"
  | "profile.phone-now-here"
  | "profile.phone-was-here"
  | "profile.email-now-here"
  | "profile.email-was-here"
  | "profile.undone"
  | "recovery.started"
  | "recovery.stopped";

const PRODUCT = "TrustGuard";
const SAFETY = { label: "See who is signed in", path: "/ceo/settings/safety" };

type Said = { heading: string; text: string; action?: NoticeWords["action"] };

/** The words of one such notice. A link in it goes into the text message too. */
export function safetyWords(template: SafetyTemplate, details: NoticeDetails): NoticeWords {
  const { heading, text, action } = say(template, details);
  const tail = details.link ? ` ${details.link}` : "";
  return {
    sms: `${PRODUCT}: ${heading}. ${text}${tail}`,
    subject: heading.slice(0, 150),
    heading,
    paragraphs: [text],
    action,
  };
}

function say(
  template: SafetyTemplate,
  { businessName = "your business", act = "", path = "/" }: NoticeDetails,
): Said {
  switch (template) {
    case "codes.guessed":
      return {
        heading: "Somebody is guessing your codes",
        text: "Five wrong codes were tried on your account. They did not get in. Never tell a code to anybody; a passkey is safer.",
        action: SAFETY,
      };
    case "session.new-device":
      return {
        heading: "You signed in on a new device",
        text: `${act}. If that was not you, sign out everywhere at once.`,
        action: SAFETY,
      };
    case "session.pushed-out":
      return {
        heading: "An older device was signed out",
        text: "You signed in on a sixth device. The one you had not used for longest was signed out.",
        action: { ...SAFETY, label: "See your devices" },
      };
    case "passkey.added":
      return {
        heading: "A passkey was added to your account",
        text: `"${act}" can sign in and approve now. If that was not you, remove it and sign out everywhere.`,
        action: SAFETY,
      };
    case "passkey.removed":
      return {
        heading: "A passkey was removed from your account",
        text: `"${act}" can no longer sign in or approve.`,
        action: SAFETY,
      };
    case "profile.phone-now-here":
      return {
        heading: `This number now signs in to ${businessName}`,
        text: "Sign in with it once to finish. If you do not know this business, do nothing.",
      };
    case "profile.phone-was-here":
      return ofUndo("phone number", businessName, act, path);
    case "profile.email-now-here":
      return {
        heading: `This address now signs in to ${businessName}`,
        text: "You confirmed it with a code a moment ago.",
      };
    case "profile.email-was-here":
      return ofUndo("email", businessName, act, path);
    case "profile.undone":
      return {
        heading: `A change of ${businessName}'s account was undone`,
        text: `It is ${act} again, and every device was signed out.`,
      };
    case "recovery.started":
      return {
        heading: "Somebody asked to recover your account",
        text: `They typed a code from the email of ${businessName}. In 24 hours they can set a new phone number. If that is not you, stop it now:`,
        action: { label: "Stop it", path },
      };
    case "recovery.stopped":
      return {
        heading: "The recovery of your account was stopped",
        text: "Nothing was changed. If somebody else has your mailbox, change its password.",
      };
  }
}

function ofUndo(what: string, businessName: string, to: string, path: string): Said {
  return {
    heading: `The ${what} of ${businessName} was changed`,
    text: `It is ${to} now. If that was not you, undo it within 72 hours:`,
    action: { label: "Undo it", path },
  };
}
