/** Types a browser may show by itself. Everything else is saved, whatever was asked. */
const SHOWABLE = new Set(["image/png", "image/jpeg", "image/webp", "application/pdf"]);
const TYPE_FORM = /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/;
const MAX_NAME_LENGTH = 150;

export type FileFacts = {
  contentType: string;
  downloadName?: string;
  inline?: boolean;
};

/**
 * Headers under which a stored file can do no harm: its type is not guessed at, it runs nothing, is embedded by nobody
 * else, kept by no cache, and shown only when it is a picture or a PDF.
 */
export function fileHeaders(facts: FileFacts): Record<string, string> {
  const contentType = safeType(facts.contentType);
  const isShownPdf = facts.inline === true && contentType === "application/pdf";
  return {
    "content-type": contentType,
    "content-disposition": contentDisposition(facts),
    "x-content-type-options": "nosniff",
    // A browser's PDF viewer is a page with scripts of its own, which the sandbox would keep from starting.
    "content-security-policy": isShownPdf
      ? "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
      : "default-src 'none'; sandbox; frame-ancestors 'self'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "cache-control": "private, no-store",
  };
}

/** RFC 6266: an ASCII name for old clients and the exact one in UTF-8 (RFC 8187). */
export function contentDisposition({ contentType, downloadName, inline }: FileFacts): string {
  const kind = inline === true && SHOWABLE.has(safeType(contentType)) ? "inline" : "attachment";
  if (downloadName === undefined) return kind;
  const name = safeName(downloadName);
  const ascii = name.replace(/[^\x20-\x7e]/g, "_").replace(/["\\%;]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/**
 * A name fit to be suggested to a person: no path, control or direction-changing characters (`gpj.exe` turned
 * around reads as a picture), at most 150 characters with its ending kept.
 */
export function safeName(name: string): string {
  const cleaned = name
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "")
    .replace(/[/\\:*?"<>|]/g, "_")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  const characters = [...cleaned];
  if (characters.length === 0) return "file";
  if (characters.length <= MAX_NAME_LENGTH) return cleaned;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(cleaned)?.[0] ?? "";
  return characters.slice(0, MAX_NAME_LENGTH - ending.length).join("") + ending;
}

function safeType(contentType: string): string {
  return TYPE_FORM.test(contentType) ? contentType : "application/octet-stream";
}
