import { listContactLog } from "@/lib/contacts/contact-log";
import { contactLogEndpoint } from "@/lib/contacts/endpoints";
import { route } from "@/lib/http/route";

export const GET = route(contactLogEndpoint, (ctx, { params, query }) =>
  listContactLog(ctx, { contactId: params.id, ...query }),
);
