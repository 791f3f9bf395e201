const MAX_LENGTH = 254; // RFC 5321, 4.5.3.1.3 as corrected
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN =
  /^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/**
 * True for exactly one plain address: no name, comment, quotes, list or line break, so that no parser downstream can
 * read it as two.
 */
export function isMailAddress(text: string): boolean {
  if (text.length > MAX_LENGTH) return false;
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  return at > 0 && local.length <= 64 && LOCAL_PART.test(local) && DOMAIN.test(text.slice(at + 1));
}

export type Sender = { name: string; address: string };

/** Reads `Name <address>` or a bare address, as `MAIL_FROM` holds it. Throws when it is neither. */
export function parseSender(text: string): Sender {
  const [, quoted, address] = /^\s*([^<>\r\n]{0,100}?)\s*<([^<>\s]{3,254})>\s*$/.exec(text) ?? [];
  const sender =
    address === undefined
      ? { name: "", address: text.trim() }
      : { name: (quoted ?? "").replace(/^"|"$/g, ""), address };
  if (!isMailAddress(sender.address)) throw new RangeError("The sender is not a mail address");
  return sender;
}
