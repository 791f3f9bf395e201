import type { ReactNode } from "react";
import { LogoMark } from "@/components/brand/logo";
import { OfflineBanner } from "@/components/ui/offline-banner";
import { Toaster } from "@/components/ui/toaster";
import { ZoneProvider } from "@/components/ui/zone";
import { shellWords } from "@/lib/words/en/shell";
import { AccountMenu } from "./account-menu";
import { NavGroups } from "./nav-groups";
import { PhoneTabs } from "./phone-tabs";
import { ServiceWorker } from "./service-worker";
import { SkipLink } from "./skip-link";

export type NavItem = {
  href: string;
  label: string;
  icon: ReactNode;
  /** A slot beside the label: `<UnreadBadge count>` or a live client component. */
  badge?: ReactNode;
  /** True where only this very path is "here" (an overview above other pages). */
  exact?: boolean;
  /** The heading it stands under; daily work has none. */
  group?: string;
};

type Props = {
  business: string;
  person: { name: string; masked?: string };
  items: readonly NavItem[];
  /** The tenant's time zone, for every time shown inside. */
  zone?: string;
  /** Further entries of the account menu. */
  account?: ReactNode;
  children: ReactNode;
};

/** The frame of the CEO's and the vendor's pages: a side rail on a laptop, tabs under the thumb on a phone. */
export function AppShell({ business, person, items, zone = "Africa/Lagos", account, children }: Props) {
  return (
    <ZoneProvider zone={zone}>
      <SkipLink />
      <div className="md:grid md:min-h-dvh md:grid-cols-[15rem_minmax(0,1fr)]">
        <header className="no-print sticky top-0 hidden h-dvh flex-col gap-4 border-line border-r bg-surface p-4 md:flex">
          <p className="flex items-center gap-3 px-2 pt-1">
            <LogoMark />
            <span className="min-w-0 truncate font-semibold">{business}</span>
          </p>
          <nav aria-label={shellWords.nav} className="grid flex-1 content-start gap-4 overflow-y-auto">
            <NavGroups look="rail" items={items} />
          </nav>
          <AccountMenu place="rail" {...person}>
            {account}
          </AccountMenu>
        </header>
        <div className="flex min-h-dvh min-w-0 flex-col">
          <header className="no-print sticky top-0 z-20 flex h-14 items-center justify-between gap-3 border-line border-b bg-surface pr-2 pl-4 md:hidden">
            <p className="flex min-w-0 items-center gap-2.5">
              <LogoMark className="size-7" />
              <span className="truncate font-semibold">{business}</span>
            </p>
            <AccountMenu place="bar" {...person}>
              {account}
            </AccountMenu>
          </header>
          <OfflineBanner />
          <main
            id="content"
            tabIndex={-1}
            className="w-full flex-1 px-4 pt-5 pb-28 outline-none md:mx-auto md:max-w-6xl md:px-8 md:pt-8 md:pb-12"
          >
            {children}
          </main>
          <PhoneTabs items={items} />
        </div>
      </div>
      <Toaster />
      <ServiceWorker />
    </ZoneProvider>
  );
}
