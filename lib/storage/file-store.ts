/** Where files are kept: an on-disk store or S3, with the same promises. */
export type Store = {
  /**
   * Keeps bytes under a key for good. Writing the same bytes again changes nothing; other bytes under a taken key throw
   * KeyTakenError. `sha256Hex` is checked against the bytes first.
   */
  put(key: string, bytes: Uint8Array, facts: { contentType: string; sha256Hex: string }): Promise<void>;
  /** The bytes as they were put, or null. Throws DamagedFileError when they have changed since. */
  get(key: string): Promise<{ bytes: Buffer; contentType: string } | null>;
  /** Removes the file; a missing one is no error. */
  delete(key: string): Promise<void>;
  /** A link that opens this one file for a short time. Make it only after checking who asks. */
  signedUrl(key: string, options: SignedUrlOptions): Promise<string>;
};

export type SignedUrlOptions = {
  /** 1 to 300; 60 is the house rule. */
  ttlSeconds: number;
  contentType: string;
  downloadName?: string;
  /** Shown in the browser instead of saved; only for pictures and PDFs. */
  inline?: boolean;
};

export class KeyTakenError extends Error {
  override name = "KeyTakenError";
  constructor() {
    super("Another file is already stored under this key");
  }
}

export class DamagedFileError extends Error {
  override name = "DamagedFileError";
  constructor() {
    super("The stored file is not what was put there");
  }
}

const MAX_TTL_SECONDS = 300;
const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._+-]{0,127}$/;

/** Throws unless the key is a plain relative path: no `..`, no dot files, nothing a file system reads specially. */
export function checkKey(key: string): void {
  const isPlain = key.length <= 512 && key.split("/").every((segment) => SEGMENT.test(segment));
  if (!isPlain) throw new RangeError("Not a storage key");
}

/** Throws unless a link's life is between one second and five minutes. */
export function checkTtl(ttlSeconds: number): void {
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > MAX_TTL_SECONDS) {
    throw new RangeError("A link lives 1 to 300 seconds");
  }
}
