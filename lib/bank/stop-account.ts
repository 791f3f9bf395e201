import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { ceos } from "@/db/schema/people";
import { bankAccounts, orders, payoutStopLinks } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError, notFound } from "@/lib/errors";
import { tellOwnerEverywhere } from "@/lib/notices/tell-owner-everywhere";
import { type PaymentAccount, paymentAccountInForce } from "@/lib/orders/payment-account";
import { type Context, publicContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type PlatformTx, type Tx, withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { lockPayout } from "./add-account";
import { sayAccount } from "./announce";
import { findBankAccount } from "./queries";
import { maskAccount } from "./rules";
import type { BankAccountView, PayoutStopView } from "./schema";
import { findStopLink } from "./stop-link";

type RequestFacts = { requestId: string; ip?: string; agent?: string };

/** What a stop link's page shows, or null for a token that was never given out. Looking changes nothing. */
export async function readPayoutStop(token: string, request: RequestFacts): Promise<PayoutStopView | null> {
  const found = await findStopLink(token);
  if (!found) return null;
  const ctx = publicContext(found.ceoId, request);
  authorize(ctx, "bank-account.stop");
  return withTenant(ctx, (tx) => loadStop(tx, found.tokenHash));
}

/**
 * Stops the account that a link is for, without signing in: before it starts it never does, afterwards buyers are sent the one
 * before it. Once: of many at the same time one stops it. Throws `not_found`, `link_used`, `link_over`.
 */
export async function stopByLink(token: string, request: RequestFacts): Promise<PayoutStopView> {
  const found = await findStopLink(token);
  if (!found) throw notFound("The link");
  const ctx = publicContext(found.ceoId, request);
  authorize(ctx, "bank-account.stop");
  return withTenantAndPlatform(ctx, async (tx) => {
    await lockPayout(tx, ctx.ceoId);
    const [spent] = await tx
      .update(payoutStopLinks)
      .set({ usedAt: sql`now()` })
      .where(
        and(
          eq(payoutStopLinks.tokenHash, found.tokenHash),
          isNull(payoutStopLinks.usedAt),
          sql`${payoutStopLinks.expiresAt} > now()`,
        ),
      )
      .returning({ bankAccountId: payoutStopLinks.bankAccountId });
    if (!spent) throw await whyNot(tx, found.tokenHash);
    await stop(tx, ctx, spent.bankAccountId);
    const view = await loadStop(tx, found.tokenHash);
    if (!view) throw notFound("The link");
    return view;
  });
}

/** An account that is out already stays as it was: the link is used up, and there is nothing to tell. */
async function stop(tx: Tx & PlatformTx, ctx: Context, id: string): Promise<void> {
  const before = await findBankAccount(tx, id);
  const [stopped] = await tx
    .update(bankAccounts)
    .set({ stoppedAt: sql`now()`, stoppedBy: "link" })
    .where(and(eq(bankAccounts.id, id), isNull(bankAccounts.stoppedAt)))
    .returning({ id: bankAccounts.id });
  if (!stopped || !before) return;
  const next = await paymentAccountInForce(tx);
  const ordersSentIt = await takeFromOrders(tx, before, next);
  const details = {
    account: sayAccount(before),
    ...(next ? { nextAccount: sayAccount(next) } : {}),
    ordersSentIt,
  };
  await tellOwnerEverywhere(tx, ctx, { template: "payout.stopped", details });
  await recordEntry(tx, ctx, {
    action: "BANK_ACCOUNT_STOPPED",
    subject: { kind: "bank_account", id },
    details: {
      account: details.account,
      was: before.state,
      now_in_force: details.nextAccount ?? null,
      orders_sent_it: ordersSentIt,
    },
  });
}

/**
 * Unpaid orders that were sent the stopped account are sent the one in force from now on: somebody else may hold the other.
 * Gives how many there are.
 */
async function takeFromOrders(
  tx: Tx,
  stopped: BankAccountView,
  next: PaymentAccount | null,
): Promise<number> {
  const bankAccount = next && {
    bankName: next.bankName,
    accountNumber: next.accountNumber,
    accountName: next.accountName,
  };
  const taken = await tx
    .update(orders)
    .set({ bankAccount })
    .where(
      and(
        inArray(orders.status, ["NEGOTIATING", "AWAITING_PAYMENT", "REJECTED"]),
        sql`${orders.bankAccount} ->> 'accountNumber' = ${stopped.account_number}`,
        sql`${orders.bankAccount} ->> 'bankName' = ${stopped.bank_name}`,
      ),
    )
    .returning({ id: orders.id });
  return taken.length;
}

async function whyNot(tx: Tx, tokenHash: string): Promise<AppError> {
  const view = await loadStop(tx, tokenHash);
  return view?.state === "stopped"
    ? new AppError("link_used", "This account was stopped already. There is nothing more to do.")
    : new AppError("link_over", "This link is too old. Sign in to change where buyers pay.");
}

async function loadStop(tx: Tx, tokenHash: string): Promise<PayoutStopView | null> {
  const [row] = await tx
    .select({
      accountId: payoutStopLinks.bankAccountId,
      isOver: sql<boolean>`${payoutStopLinks.expiresAt} <= now()`,
      business: ceos.businessName,
      timeZone: ceos.timeZone,
    })
    .from(payoutStopLinks)
    .innerJoin(ceos, eq(ceos.ceoId, payoutStopLinks.ceoId))
    .where(eq(payoutStopLinks.tokenHash, tokenHash));
  const account = row && (await findBankAccount(tx, row.accountId));
  if (!row || !account) return null;
  const { state } = account;
  return {
    state:
      state === "stopped" ? "stopped" : row.isOver ? "over" : state === "waiting" ? "waiting" : "in_force",
    business: row.business,
    account: {
      bank_name: account.bank_name,
      account_number_masked: maskAccount(account.account_number),
      account_name: account.account_name,
    },
    active_from: account.active_from,
    time_zone: row.timeZone,
  };
}
