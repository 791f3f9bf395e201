import { AppError, notFound } from "@/lib/errors";
import { log } from "@/lib/log";
import { DamagedFileError, store } from "./store";

/**
 * A stored file's type, once its bytes are known to be what was put there. `about`: the ids that a log line names; `what`: what
 * the reader is told is not there. Throws `conflict` when the file has changed since (FI-13), `not_found` when it is missing.
 */
export async function typeOfIntact(
  key: string,
  { about, what }: { about: Record<string, string>; what: string },
): Promise<string> {
  try {
    const file = await store().get(key);
    if (file) return file.contentType;
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    log.error(about, "a stored file is not what was put there");
    throw new AppError("conflict", "This file has changed since it was stored, so it is not shown.");
  }
  log.error(about, "a stored file is missing");
  throw notFound(what);
}
