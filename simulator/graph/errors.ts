import type { Reply } from "../http/exchange";
import { newTraceId } from "../state/ids";

/** Thrown by a Graph handler; becomes Meta's error body. */
export class GraphError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly more: { httpStatus?: number; subcode?: number; details?: string; type?: string } = {},
  ) {
    super(message);
  }

  toReply(): Reply {
    const { httpStatus = 400, subcode, details, type = "OAuthException" } = this.more;
    return {
      status: httpStatus,
      body: {
        error: {
          message: this.message,
          type,
          code: this.code,
          ...(details ? { error_data: { messaging_product: "whatsapp", details } } : {}),
          ...(subcode ? { error_subcode: subcode } : {}),
          fbtrace_id: newTraceId(),
        },
      },
    };
  }
}

export function invalidToken(): GraphError {
  return new GraphError(190, "Invalid OAuth access token - Cannot parse access token", { httpStatus: 401 });
}

export function tokenRevoked(): GraphError {
  return new GraphError(
    190,
    "Error validating access token: The session has been invalidated because the user changed their password or the session was revoked for security reasons.",
    { httpStatus: 401, subcode: 460 },
  );
}

/** What Meta answers for an id that is not there, or not yours to see: it does not say which. */
export function noSuchObject(method: string, id: string): GraphError {
  const verb = method.toLowerCase();
  return new GraphError(
    100,
    `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
    { subcode: 33, type: "GraphMethodException" },
  );
}

/** A parameter that is missing (131008) or wrong (131009, 100): the details name it. */
export function invalidParameter(details: string): GraphError {
  return new GraphError(100, "(#100) Invalid parameter", { details });
}

export function missingParameter(name: string): GraphError {
  return new GraphError(131008, "(#131008) Required parameter is missing", {
    details: `The parameter ${name} is required.`,
  });
}

export function badValue(details: string): GraphError {
  return new GraphError(131009, "(#131009) Parameter value is not valid", { details });
}

const THROTTLES: Record<number, string> = {
  4: "(#4) Application request limit reached",
  80007: "(#80007) There have been too many calls to this WhatsApp Business account.",
  130429: "(#130429) Rate limit hit",
  131048: "(#131048) Spam rate limit hit",
  131056: "(#131056) (Business Account, Consumer Account) pair rate limit hit",
};

const THROTTLE_DETAILS: Record<number, string> = {
  130429:
    "Message failed to send because there were too many messages sent from this phone number in a short period of time",
  131056:
    "Message failed to send because there were too many messages sent from this phone number to the same recipient phone number in a short period of time",
};

export function throttled(code: number): GraphError {
  const message = THROTTLES[code] ?? `(#${code}) Rate limit hit`;
  return new GraphError(code, message, { details: THROTTLE_DETAILS[code] });
}
