import { AppError } from "@/lib/errors";
import { countryOfPhone } from "@/lib/phone";
import { type LimitName, takePermit } from "@/lib/rate-limit/take-permit";
import { placeSubject } from "./send-places";

/** Where text messages to people who have proved nothing yet may go: the country the business is in. */
const DEFAULT_COUNTRY = "NG";

/**
 * Whether a text may go to a number that nobody has proved yet: its country, then at most 10 an hour to numbers that
 * share all but their last four digits, then the day's budget (OT-09). Counts when it may. A `no` is not an error: the
 * code goes the other way.
 */
export async function mayTextUnproven(phone: string, country = DEFAULT_COUNTRY): Promise<boolean> {
  if (countryOfPhone(phone) !== country) return false;
  return takeAll([
    ["otp.send.prefix.hour", placeSubject("prefix", phone.slice(0, -4))],
    ["otp.sms.unproven.day", "all"],
  ]);
}

/**
 * Whether a buyer's code may go by SMS after the chat failed (decision 12): the mobile is of the business's country, at
 * most 3 a day to one buyer, within the business's budget.
 */
export async function mayTextBuyer(buyer: {
  ceoId: string;
  contactId: string;
  phone: string;
  country: string;
}): Promise<boolean> {
  if (countryOfPhone(buyer.phone) !== buyer.country) return false;
  const allowed = await takeAll([
    ["otp.sms.buyer.day", placeSubject("buyer", buyer.ceoId, buyer.contactId)],
    ["otp.sms.tenant.day", buyer.ceoId],
  ]);
  return allowed && mayTextUnproven(buyer.phone, buyer.country);
}

async function takeAll(limits: [LimitName, string][]): Promise<boolean> {
  try {
    for (const [name, subject] of limits) await takePermit(name, subject);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return false;
    throw error;
  }
}
