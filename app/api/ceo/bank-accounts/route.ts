import { addBankAccount } from "@/lib/bank/add-account";
import { addBankAccountEndpoint, listBankAccountsEndpoint } from "@/lib/bank/endpoints";
import { listBankAccounts } from "@/lib/bank/queries";
import { route } from "@/lib/http/route";

export const GET = route(listBankAccountsEndpoint, async (ctx) => ({
  items: await listBankAccounts(ctx),
  next_cursor: null,
}));

export const POST = route(addBankAccountEndpoint, (ctx, { body }) => addBankAccount(ctx, body));
