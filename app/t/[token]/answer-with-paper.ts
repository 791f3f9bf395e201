import { AppError } from "@/lib/errors";
import { addressBucket } from "@/lib/http/client-address";
import { requestFacts } from "@/lib/http/request-facts";
import { describeError, log } from "@/lib/log";
import { openPaper } from "@/lib/orders/public-order";
import { takePermit } from "@/lib/rate-limit/take-permit";

/** Opens a paper for the buyer's link: a redirect to a link that lives 60 seconds. */
export async function answerWithPaper(
  request: Request,
  token: string,
  paper: "confirmation" | "invoice",
): Promise<Response> {
  const facts = requestFacts(request);
  try {
    await takePermit("public.link", addressBucket(facts.ip));
    return answer(302, "", { location: await openPaper(token, paper, facts) });
  } catch (error) {
    if (error instanceof AppError) return answer(error.status, error.message);
    log.error({ requestId: facts.requestId, error: describeError(error) }, "a paper could not be opened");
    return answer(503, `The ${paper} cannot be opened right now. Please try again.`);
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
