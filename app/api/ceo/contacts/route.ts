import { listContactsEndpoint } from "@/lib/contacts/endpoints";
import { listContacts } from "@/lib/contacts/queries";
import { route } from "@/lib/http/route";

export const GET = route(listContactsEndpoint, (ctx, { query }) => listContacts(ctx, query));
