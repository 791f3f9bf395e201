import { changePaymentClockEndpoint, readMoneySettingsEndpoint } from "@/lib/bank/endpoints";
import { changePaymentClock, readMoneySettings } from "@/lib/bank/money-settings";
import { route } from "@/lib/http/route";

export const GET = route(readMoneySettingsEndpoint, (ctx) => readMoneySettings(ctx));

export const PUT = route(changePaymentClockEndpoint, (ctx, { body }) => changePaymentClock(ctx, body));
