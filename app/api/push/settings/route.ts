import { route } from "@/lib/http/route";
import { changePushSettingsEndpoint, readPushSettingsEndpoint } from "@/lib/push/endpoints";
import { changePushSettings, readPushSettings } from "@/lib/push/settings";

export const GET = route(readPushSettingsEndpoint, (ctx) => readPushSettings(ctx));

export const PUT = route(changePushSettingsEndpoint, (ctx, { body }) => changePushSettings(ctx, body));
