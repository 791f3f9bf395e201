import { removeBankAccountEndpoint } from "@/lib/bank/endpoints";
import { removeBankAccount } from "@/lib/bank/remove-account";
import { route } from "@/lib/http/route";

export const DELETE = route(removeBankAccountEndpoint, (ctx, { params, body }) =>
  removeBankAccount(ctx, { ...body, bank_account_id: params.id }),
);
