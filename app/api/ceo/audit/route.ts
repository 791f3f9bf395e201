import { listAuditEndpoint } from "@/lib/audit/endpoints";
import { listEntries } from "@/lib/audit/queries";
import { route } from "@/lib/http/route";

export const GET = route(listAuditEndpoint, (ctx, { query }) => listEntries(ctx, query));
