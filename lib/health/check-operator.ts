import { equalInConstantTime } from "@/lib/crypto";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** Throws `unauthenticated` unless the request carries CRON_SECRET as its Bearer token. Without one nobody gets in. */
export function requireCronSecret(request: Request): void {
  const { CRON_SECRET } = env();
  const given = request.headers.get("authorization") ?? "";
  if (!CRON_SECRET || !equalInConstantTime(given, `Bearer ${CRON_SECRET}`)) {
    throw new AppError("unauthenticated", "This needs the operator's secret.");
  }
}
