import { MessageCircle } from "lucide-react";
import type { ReactNode } from "react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { BackLink } from "@/components/shell/back-link";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/card";
import { LinkTabs } from "@/components/ui/link-tabs";
import { Initials } from "@/components/ui/person-chip";
import type { ContactView } from "@/lib/contacts/schema";
import { contactWords } from "@/lib/words/en/contacts";
import { sayHandle } from "@/lib/words/handle";
import { ContactFacts } from "./contact-facts";

const words = contactWords.one;

export const CONTACT_TABS = ["chat", "orders", "log"] as const;
export type ContactTab = (typeof CONTACT_TABS)[number];

type Props = { contact: ContactView; tab: ContactTab; now: Date; children: ReactNode };

/** One contact: who they are, and what was said and done; `children` is what the tab shows. */
export function ContactPageFrame({ contact, tab, now, children }: Props) {
  const path = `/ceo/contacts/${contact.contact_id}`;
  const name = contact.name ?? contact.profile_name ?? contactWords.nobody;
  const [latest] = contact.conversations;
  return (
    <>
      <LiveRefresh topics={["message", "conversation", "order", "receipt"]} />
      <PageHeader
        back={<BackLink href="/ceo/contacts">{words.back}</BackLink>}
        title={
          <span className="flex min-w-0 items-center gap-3">
            <Initials name={name} className="size-11!" />
            <span className="grid min-w-0">
              <span className="break-words">{name}</span>
              <span className="exact break-all font-normal text-14 text-faint">
                {sayHandle(contact.handle)}
              </span>
            </span>
          </span>
        }
        actions={
          latest && (
            <ButtonLink
              href={`/vendor/conversations/${latest.conversation_id}`}
              icon={<MessageCircle aria-hidden />}
            >
              {words.chat}
            </ButtonLink>
          )
        }
      />
      <div className="grid gap-4 md:gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start">
        <div className="min-w-0">
          <LinkTabs
            label={words.tabs.label}
            tabs={CONTACT_TABS.map((one) => ({
              href: one === "chat" ? path : `${path}?tab=${one}`,
              label: words.tabs[one],
              current: one === tab,
            }))}
          />
          {children}
        </div>
        <ContactFacts contact={contact} now={now} />
      </div>
    </>
  );
}
