import { changeThresholdEndpoint } from "@/lib/bank/endpoints";
import { changeThreshold } from "@/lib/bank/money-settings";
import { route } from "@/lib/http/route";

export const PUT = route(changeThresholdEndpoint, (ctx, { body }) => changeThreshold(ctx, body));
