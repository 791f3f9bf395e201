import type { Person } from "./item";
import { field, idOf, listOf, textOf } from "./read-json";
import { definedOnly, looksLikeUserId, MAX_NAME_LENGTH, phoneOf } from "./read-values";

/**
 * The person behind a phone and a user id, with what `contacts[]` adds. A contact is used only when it names the
 * same person: attaching a stranger's user id to a phone would merge two buyers.
 */
export function personOf(phoneValue: unknown, userIdValue: unknown, contacts: unknown): Person | undefined {
  const told = identify(phoneValue, userIdValue);
  const known = listOf(contacts);
  const contact = known.find((candidate) => isSame(told, identify(waId(candidate), userId(candidate))));
  const only = told === undefined && known.length === 1 ? known[0] : undefined;
  const source = contact ?? only;
  const person = { ...identify(waId(source), userId(source)), ...told };
  if (person.phone === undefined && person.userId === undefined) return undefined;
  const profile = field(source, "profile");
  return definedOnly({
    ...person,
    username: textOf(field(profile, "username"), MAX_NAME_LENGTH)?.replace(/^@/, ""),
    profileName: textOf(field(profile, "name"), MAX_NAME_LENGTH),
  });
}

/** A user id has been seen where the phone belongs; both forms are told apart here. */
function identify(phoneValue: unknown, userIdValue: unknown): Person | undefined {
  const phone = phoneOf(phoneValue);
  const misplaced = phone === undefined ? idOf(phoneValue) : undefined;
  const id =
    idOf(userIdValue) ?? (misplaced !== undefined && looksLikeUserId(misplaced) ? misplaced : undefined);
  if (phone === undefined && id === undefined) return undefined;
  return definedOnly({ phone, userId: id });
}

function isSame(one: Person | undefined, other: Person | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  if (one.userId !== undefined && other.userId !== undefined) return one.userId === other.userId;
  return one.phone !== undefined && one.phone === other.phone;
}

const waId = (contact: unknown) => field(contact, "wa_id");
const userId = (contact: unknown) => field(contact, "user_id");
