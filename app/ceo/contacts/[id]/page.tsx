import { Eye, ShoppingBag } from "lucide-react";
import type { Metadata } from "next";
import { orMissing } from "@/app/vendor/or-missing";
import { AuditLog } from "@/components/audit/audit-log";
import { CONTACT_TABS, ContactPageFrame, type ContactTab } from "@/components/contacts/contact-page";
import { ContactTimeline } from "@/components/contacts/contact-timeline";
import { OrderTable } from "@/components/orders/order-table";
import { CursorPager } from "@/components/ui/cursor-pager";
import { EmptyState } from "@/components/ui/empty-state";
import { requireMember } from "@/lib/auth/require-member";
import { listContactLog } from "@/lib/contacts/contact-log";
import { getContact } from "@/lib/contacts/queries";
import { listQuery } from "@/lib/cursor";
import { listContactMessages } from "@/lib/messaging/contact-messages";
import { listOrders } from "@/lib/orders/views";
import type { MemberContext } from "@/lib/tenancy/context";
import { contactWords } from "@/lib/words/en/contacts";

export const metadata: Metadata = { title: contactWords.title };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ tab?: string | string[]; cursor?: string | string[] }>;
};

/** More than happens with one buyer while they buy; the tab of its own has all. */
const ENTRIES_IN_TIMELINE = 200;
const SHOWN = 50;

export default async function ContactPage({ params, searchParams }: Props) {
  const ctx = await requireMember("ceo");
  const { id } = await params;
  const given = await searchParams;
  const tab = CONTACT_TABS.find((one) => one === given.tab) ?? "chat";
  const contact = await orMissing(getContact(ctx, id));
  const cursor = listQuery.safeParse({ cursor: given.cursor }).data?.cursor;
  const name = contact.name ?? contact.profile_name ?? contactWords.nobody;
  return (
    <ContactPageFrame contact={contact} tab={tab} now={new Date()}>
      <TabContent ctx={ctx} contactId={id} name={name} tab={tab} cursor={cursor} />
    </ContactPageFrame>
  );
}

type TabProps = { ctx: MemberContext; contactId: string; name: string; tab: ContactTab; cursor?: string };

async function TabContent({ tab, ...rest }: TabProps) {
  if (tab === "orders") return <Orders {...rest} />;
  return tab === "log" ? <Log {...rest} /> : <Timeline {...rest} />;
}

async function Timeline({ ctx, contactId, name }: Omit<TabProps, "tab">) {
  const [messages, orders, log] = await Promise.all([
    listContactMessages(ctx, { contactId, limit: SHOWN }),
    listOrders(ctx, { contact_id: contactId, limit: SHOWN }),
    listContactLog(ctx, { contactId, chain: "main", limit: ENTRIES_IN_TIMELINE }),
  ]);
  return (
    <ContactTimeline
      contactId={contactId}
      name={name}
      messages={messages}
      orders={orders.items}
      entries={log.items}
    />
  );
}

async function Orders({ ctx, contactId, cursor }: Omit<TabProps, "tab">) {
  const page = await listOrders(ctx, { contact_id: contactId, limit: SHOWN, cursor });
  const { title, text } = contactWords.one.noOrders;
  if (page.items.length === 0) return <EmptyState icon={<ShoppingBag />} title={title} text={text} />;
  return (
    <>
      <OrderTable orders={page.items} base="/ceo" />
      <Pager contactId={contactId} tab="orders" cursor={cursor} next={page.next_cursor} />
    </>
  );
}

async function Log({ ctx, contactId, cursor }: Omit<TabProps, "tab">) {
  const page = await listContactLog(ctx, { contactId, limit: SHOWN, cursor });
  if (page.items.length === 0) return <EmptyState icon={<Eye />} title={contactWords.one.noLog} text="" />;
  return (
    <>
      <AuditLog items={page.items} params={{}} zone={ctx.timeZone} now={new Date()} />
      <Pager contactId={contactId} tab="log" cursor={cursor} next={page.next_cursor} />
    </>
  );
}

type PagerProps = { contactId: string; tab: ContactTab; cursor?: string; next: string | null };

function Pager({ contactId, tab, cursor, next }: PagerProps) {
  return <CursorPager path={`/ceo/contacts/${contactId}`} params={{ tab, cursor }} nextCursor={next} />;
}
