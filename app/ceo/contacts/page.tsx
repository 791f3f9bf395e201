import type { Metadata } from "next";
import { knownParams } from "@/app/known-params";
import { ContactListPage } from "@/components/contacts/contact-list-page";
import { requireMember } from "@/lib/auth/require-member";
import { listContacts } from "@/lib/contacts/queries";
import { contactFilter } from "@/lib/contacts/schema";
import { contactWords } from "@/lib/words/en/contacts";

export const metadata: Metadata = { title: contactWords.title };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const SHOWN = 40;
const KNOWN = ["q", "group", "platform", "cursor"] as const;

export default async function ContactsPage({ searchParams }: Props) {
  const ctx = await requireMember("ceo");
  const params = knownParams(await searchParams, KNOWN);
  // An address that was changed by hand shows the whole list rather than an error.
  const filter = contactFilter.safeParse({ ...params, limit: SHOWN });
  const page = await listContacts(ctx, filter.data ?? contactFilter.parse({ limit: SHOWN }));
  return <ContactListPage page={page} params={filter.success ? params : {}} />;
}
