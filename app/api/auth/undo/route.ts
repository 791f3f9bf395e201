import { undoChangeEndpoint } from "@/lib/auth/profile/endpoints";
import { undoChange } from "@/lib/auth/profile/undo-change";
import { addressBucket } from "@/lib/http/client-address";
import { route } from "@/lib/http/route";

export const POST = route(undoChangeEndpoint, (facts, { body }) =>
  undoChange(body.token, { client: addressBucket(facts.ip), facts }),
);
