import { AppError } from "@/lib/errors";
import { countRefusal } from "@/lib/webhook-inbox/count-refusals";

/** What Meta did not sign is counted like its webhooks: in memory, told to the platform's audit log once a minute. */
export async function countingRefusals<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === "signature_missing") countRefusal("missing");
    if (error instanceof AppError && error.code === "signature_wrong") countRefusal("wrong");
    throw error;
  }
}
