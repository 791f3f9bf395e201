import { GraphError } from "../errors";

/** Instagram's refusals; the subcode is what tells them apart. Meta: Instagram messaging, common error codes. */
function refusal(code: number, subcode: number, text: string): GraphError {
  return new GraphError(code, `(#${code}) ${text}`, { subcode, type: "IGApiException" });
}

export const outsideWindow = () =>
  refusal(
    10,
    2534022,
    "This message is sent outside of allowed window. Learn more about the new policy here: https://developers.facebook.com/docs/messenger-platform/policy-overview",
  );

export const noSuchPerson = () => refusal(100, 2534014, "The requested user cannot be found.");
export const personUnavailable = () => refusal(551, 1545041, "This person isn't available right now.");
export const emptyMessage = () =>
  refusal(100, 2018034, "Message cannot be empty, must provide valid attachment or text");
export const uploadFailed = (reason: string) => refusal(100, 2018047, `Upload attachment failure: ${reason}`);
export const tooFast = () => refusal(4, 2018022, "Application request limit reached");
export const noConsent = () =>
  new GraphError(230, "(#230) User consent is required to access user profile", { type: "IGApiException" });

/** A parameter that is missing or wrong, in Meta's one sentence about it. */
export function badParameter(text: string): GraphError {
  return new GraphError(100, `(#100) ${text}`);
}
