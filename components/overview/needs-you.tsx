import {
  ChevronRight,
  CircleCheck,
  Inbox,
  Link2Off,
  PackageX,
  ReceiptText,
  UserRoundCheck,
} from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import type { OverviewView } from "@/lib/analytics/schema";
import { overviewWords } from "@/lib/words/en/dashboard";

const words = overviewWords.needs;

type Need = { key: string; count: number; title: string; text: string; icon: ReactNode; href: string };

/** What waits for her, the most urgent first, each one tap away. */
export function NeedsYou({ needs }: { needs: OverviewView["needs_you"] }) {
  const open = listNeeds(needs).filter((need) => need.count > 0);
  return (
    <Card title={words.title} flush>
      {open.length === 0 ? (
        <p className="flex items-start gap-3 px-4 pt-2 pb-5 md:px-5">
          <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-palm-ink" />
          <span className="grid">
            <span className="font-medium">{words.none}</span>
            <span className="text-14 text-faint">{words.noneText}</span>
          </span>
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {open.map(({ key, ...need }) => (
            <li key={key}>
              <NeedRow {...need} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function NeedRow({ icon, title, text, href }: Omit<Need, "key">) {
  const inside = (
    <>
      <span
        aria-hidden
        className="grid size-10 shrink-0 place-items-center rounded-full bg-marigold-wash text-marigold-ink [&_svg]:size-5"
      >
        {icon}
      </span>
      <span className="grid min-w-0 flex-1">
        <span className="tabular font-medium">{title}</span>
        <span className="text-14 text-faint">{text}</span>
      </span>
    </>
  );
  const row = "group flex min-h-16 items-center gap-3 px-4 py-3 md:px-5";
  return (
    <Link href={href} className={`${row} -outline-offset-2 transition-colors hover:bg-sunken`}>
      {inside}
      <ChevronRight aria-hidden className="size-5 shrink-0 text-faint group-hover:text-ink" />
    </Link>
  );
}

/** How many things she can do something about wait in all. */
export function countNeeds(needs: OverviewView["needs_you"]): number {
  return needs.receipts + needs.escalations + needs.disputes + needs.conversations + needs.channels;
}

function listNeeds(needs: OverviewView["needs_you"]): Need[] {
  const need = (
    key: "escalations" | "disputes" | "receipts" | "conversations" | "channels",
    icon: ReactNode,
    href: string,
  ) => ({ key, count: needs[key], title: words[key](needs[key]), text: words[`${key}Text`], icon, href });
  const overdue = needs.escalations_overdue;
  const escalations = need("escalations", <UserRoundCheck />, "/ceo/escalations");
  return [
    overdue > 0 ? { ...escalations, text: words.escalationsOverdue(overdue) } : escalations,
    need("disputes", <PackageX />, "/ceo/orders?status=DISPUTED"),
    need("receipts", <ReceiptText />, "/vendor/receipts"),
    need("conversations", <Inbox />, "/vendor/inbox?needs_person=true"),
    need("channels", <Link2Off />, "/ceo/connections"),
  ];
}
