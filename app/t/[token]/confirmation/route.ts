import { AppError } from "@/lib/errors";
import { addressBucket } from "@/lib/http/client-address";
import { requestFacts } from "@/lib/http/request-facts";
import { describeError, log } from "@/lib/log";
import { openConfirmation } from "@/lib/orders/public-order";
import { takePermit } from "@/lib/rate-limit/take-permit";

/** Opens the paper for the buyer's link: a redirect to a link that lives 60 seconds. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const { token } = await params;
  const facts = requestFacts(request);
  try {
    await takePermit("public.link", addressBucket(facts.ip));
    return answer(302, "", { location: await openConfirmation(token, facts) });
  } catch (error) {
    if (error instanceof AppError) return answer(error.status, error.message);
    log.error(
      { requestId: facts.requestId, error: describeError(error) },
      "a confirmation could not be opened",
    );
    return answer(503, "The confirmation cannot be opened right now. Please try again.");
  }
}

function answer(status: number, text: string, more: Record<string, string> = {}): Response {
  return new Response(text === "" ? null : text, {
    status,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      ...more,
    },
  });
}
