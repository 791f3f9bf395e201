import { answerWithPaper } from "../answer-with-paper";

/** The order's invoice, for the buyer's link. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  return answerWithPaper(request, (await params).token, "invoice");
}
