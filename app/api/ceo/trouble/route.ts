import { route } from "@/lib/http/route";
import { listTroubleEndpoint } from "@/lib/trouble/endpoints";
import { listTrouble } from "@/lib/trouble/queries";

export const GET = route(listTroubleEndpoint, (ctx, { query }) => listTrouble(ctx, query));
