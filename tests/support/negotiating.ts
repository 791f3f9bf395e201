import { asc, eq, sql } from "drizzle-orm";
import { describeAct } from "@/app/api/auth/challenges/describe-act";
import { conversations } from "@/db/schema/chat";
import { offers } from "@/db/schema/offers";
import { escalations } from "@/db/schema/proof";
import { products } from "@/db/schema/sales";
import { notices } from "@/db/schema/work";
import { unseal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { askAboutPrice } from "@/lib/escalations/ask-about-price";
import { answerBuyer } from "@/lib/negotiation/answer-buyer";
import { answerOnce } from "@/lib/negotiation/answer-once";
import { makeOffer } from "@/lib/negotiation/make-offer";
import type { Price } from "@/lib/negotiation/rules";
import type { OrderMessageInput } from "@/lib/negotiation/schema";
import { placeOf } from "@/lib/notices/queue-notice";
import type { NoticeDetails } from "@/lib/notices/words";
import { placeOrder } from "@/lib/orders/place-order";
import { getOrderDto } from "@/lib/orders/queries";
import { requestChallenge } from "@/lib/otp/request-challenge";
import { actingAs, type MemberContext } from "@/lib/tenancy/context";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import { makeSalesWorld, type SalesOptions, type SalesWorld } from "./sales-world";

export type Bargain = { world: SalesWorld; orderId: string };

/** Five pieces at ₦250,000 each, being agreed on; the buyer wrote just now. */
export async function bargain(
  options: SalesOptions & { floorKobo?: number; quantity?: number } = {},
): Promise<Bargain> {
  const world = await makeSalesWorld({ priceKobo: 25_000_000, ...options });
  const order = await withTenant(world.bot, async (tx) => {
    await tx.update(conversations).set({ lastInboundAt: sql`now()` });
    await tx.update(products).set({ floorPriceKobo: options.floorKobo ?? null });
    return placeOrder(tx, world.bot, {
      contactId: world.contactId,
      conversationId: world.conversationId,
      buyerName: "Chinedu",
      address: "123 Lagos St, Ikeja",
      items: [{ productId: world.productId, quantity: options.quantity ?? 5 }],
      isNegotiated: true,
    });
  });
  return { world, orderId: order.id };
}

export function buyerOf(world: SalesWorld) {
  return actingAs(world.bot, { kind: "contact", id: world.contactId });
}

export function everything(totalKobo: number): Price {
  return { totalKobo, unitPriceKobo: null, freeDelivery: false };
}

/** The buyer names a price for everything. */
export function buyerOffers({ world, orderId }: Bargain, totalKobo: number) {
  return withTenant(world.bot, (tx) =>
    makeOffer(tx, buyerOf(world), {
      orderId,
      madeBy: "buyer",
      authorId: world.contactId,
      price: everything(totalKobo),
    }),
  );
}

/** A member answers as the API lets them. */
export function answers(
  ctx: MemberContext,
  orderId: string,
  body: OrderMessageInput,
  key: string | null = null,
) {
  return answerOnce(ctx, { key, body }, (tx) =>
    "quick_action" in body && body.quick_action === "ask_ceo"
      ? askAboutPrice(tx, ctx, orderId, body)
      : answerBuyer(tx, ctx, orderId, body),
  );
}

export function orderOf({ world, orderId }: Bargain) {
  return withTenant(world.bot, (tx) => getOrderDto(tx, orderId));
}

/** Every offer of the order, the oldest first. */
export function offersOf({ world, orderId }: Bargain) {
  return withTenant(world.bot, (tx) =>
    tx.select().from(offers).where(eq(offers.orderId, orderId)).orderBy(asc(offers.createdAt)),
  );
}

export async function statesOf(of: Bargain): Promise<string[]> {
  return (await offersOf(of)).map((offer) => `${offer.madeBy} ${offer.state}`);
}

export function escalationsOf({ world, orderId }: Bargain) {
  return withTenant(world.bot, (tx) =>
    tx.select().from(escalations).where(eq(escalations.orderId, orderId)).orderBy(asc(escalations.createdAt)),
  );
}

/** Asks for a code as the API does, and reads it from the text message that goes out. */
export async function codeFor(ctx: MemberContext, escalationId: string, action: "approve" | "reject") {
  const purpose = `escalation.${action}` as const;
  const target = { id: escalationId };
  const described = await describeAct(ctx, purpose, target);
  const { challengeId } = await requestChallenge(ctx, { purpose, target, ...described });
  const [notice] = await withPlatform((tx) =>
    tx.select().from(notices).where(eq(notices.challengeId, challengeId)),
  );
  if (!notice) throw new Error("no code was sent");
  const content = unseal(env().ENCRYPTION_KEYS, placeOf(notice.id, "content"), notice.contentSealed);
  const { details } = JSON.parse(content) as { details: NoticeDetails };
  return { challenge_id: challengeId, otp: details.code ?? "", act: details.act ?? "" };
}

/** Codes of `outcomes` by how often each came. */
export function tally(outcomes: readonly PromiseSettledResult<unknown>[]): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const outcome of outcomes) {
    const name =
      outcome.status === "fulfilled"
        ? "done"
        : String((outcome.reason as { code?: string }).code ?? outcome.reason);
    counted[name] = (counted[name] ?? 0) + 1;
  }
  return counted;
}
