import { type ChannelNewsTemplate, channelNews } from "./channel-words";
import { type OwnerNewsTemplate, ownerNews } from "./owner-words";
import { type SafetyTemplate, safetyWords } from "./safety-words";

/** Every text message and mail that the product itself sends (not the bot), in one place. */
export type NoticeTemplate =
  | OwnerNewsTemplate
  | "code.registration"
  | "code.sign-in"
  | "code.step-up"
  | "code.buyer"
  | "vendor.added"
  | "code.phone"
  | "code.email"
  | "code.recovery"
  | SafetyTemplate
  | "escalation.opened"
  | "escalation.overdue"
  | "order.disputed"
  | ChannelNewsTemplate;

export type NoticeWords = {
  sms: string;
  subject: string;
  heading: string;
  paragraphs: string[];
  /** A path of ours that a mail's button opens. */
  action?: { label: string; path: string };
};

export type NoticeDetails = {
  code?: string;
  businessName?: string;
  /** What a code approves, in words: "Approve order TG-8891, ₦1,150,000, to Ada Fabrics". */
  act?: string;
  orderReference?: string;
  /** A channel as its owner knows it: "WhatsApp (Ada's Fashion)". */
  channel?: string;
  amount?: string;
  path?: string;
  /** The whole address, for a text message. */
  link?: string;
  /** A payout account without its number, when it starts, and what buyers are sent instead of one taken out. */
  account?: string;
  startsAt?: string;
  nextAccount?: string;
  /** How many unpaid orders were sent an account that is out. */
  ordersSentIt?: number;
  /** Who wrote a message that is held. */
  author?: string;
};

const PRODUCT = "TrustGuard";
const KEEP = "Good for 5 minutes, once. Never tell it to anybody: we do not call for it.";

/** The words of one notice. In a text message the code stands alone on its line, so that a phone's autofill finds it. */
export function noticeWords(template: NoticeTemplate, details: NoticeDetails): NoticeWords {
  const { code = "", businessName = "your business", act = "this" } = details;
  switch (template) {
    case "code.registration":
      return ofCode(
        code,
        "Your code to register",
        "You, or somebody with your details, asked for an account.",
      );
    case "code.sign-in":
      return ofCode(
        code,
        "Your code to sign in",
        "If you did not ask for it, somebody else did. They cannot get in without it.",
      );
    case "code.step-up":
      return ofCode(
        code,
        `Your code to approve: ${act}`,
        "If this is not what you are doing, do not type it.",
      );
    case "code.buyer":
      return {
        ...ofCode(code, `Your code for ${businessName}`, "Type it in the chat."),
        sms: `${businessName}: type this code in our chat.\n\n${code}\n\n${KEEP}`,
      };
    case "vendor.added":
      return vendorAdded(businessName, details.link);
    case "code.phone":
      return ofCode(code, "Your code to verify this number", `It will sign in to ${businessName}.`);
    case "code.email":
      return ofCode(code, "Your code to confirm this address", `It will sign in to ${businessName}.`);
    case "code.recovery":
      return ofCode(
        code,
        "Your code to recover your account",
        "If you did not lose your phone, do not type it anywhere.",
      );
    case "payout.changed":
    case "payout.removed":
    case "payout.stopped":
    case "message.held": {
      const { heading, text, action } = ownerNews(template, details);
      const words = plain(heading, text, action);
      return { ...words, sms: details.link ? `${words.sms} ${details.link}` : words.sms };
    }
    case "channel.lost":
    case "channel.moved": {
      const { heading, text, action } = channelNews(template, details);
      const words = plain(heading, text, action);
      return { ...words, sms: details.link ? `${words.sms} ${details.link}` : words.sms };
    }
    case "escalation.opened":
    case "escalation.overdue":
    case "order.disputed":
      return ofOrder(template, details);
    default:
      return safetyWords(template, details);
  }
}

/** What waits for the owner about one order. Names no buyer and none of their words. */
function ofOrder(
  template: "escalation.opened" | "escalation.overdue" | "order.disputed",
  { orderReference = "", amount = "An amount", path = "/ceo/orders", link }: NoticeDetails,
): NoticeWords {
  const order = `Order ${orderReference}`;
  const [heading, text] = {
    "escalation.opened": [`${order} needs you`, `${amount} waits for your decision.`],
    "escalation.overdue": [
      `${order} still waits for you`,
      `${amount} waits for your decision. Nothing is decided by time.`,
    ],
    "order.disputed": [
      `${order} is disputed`,
      `${amount}: the buyer says that something is wrong. Answer them in the chat.`,
    ],
  }[template] as [string, string];
  const words = plain(heading, text, { label: "Open it", path });
  return { ...words, sms: link ? `${words.sms} ${link}` : words.sms };
}

/** The shop and where to sign in come first: the number is all that a vendor needs. */
function vendorAdded(businessName: string, link = "TrustGuard"): NoticeWords {
  const words = plain(
    `${businessName} added you as a vendor`,
    `You can sign in with this phone number and answer buyers for ${businessName}.`,
    { label: "Sign in", path: "/login?as=vendor" },
  );
  return {
    ...words,
    sms: `${businessName} added you as a vendor on ${PRODUCT}. Sign in with this phone number: ${link}`,
  };
}

function ofCode(code: string, heading: string, why: string): NoticeWords {
  return {
    sms: `${PRODUCT}: ${lowerFirst(heading)}\n\n${code}\n\n${KEEP}`,
    subject: heading.slice(0, 150),
    heading,
    paragraphs: [KEEP, why],
  };
}

function plain(heading: string, text: string, action: NoticeWords["action"]): NoticeWords {
  return {
    sms: `${PRODUCT}: ${heading}. ${text}`,
    subject: heading.slice(0, 150),
    heading,
    paragraphs: [text],
    action,
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
