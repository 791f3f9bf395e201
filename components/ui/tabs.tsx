"use client";

import { clsx } from "clsx";
import { Content, List, Root, Trigger } from "radix-ui/tabs";
import type { ReactNode } from "react";
import { TAB, TabCount } from "./link-tabs";

export type Tab = { value: string; label: string; count?: number; content: ReactNode };

/** Tabs within one page; arrow keys move between them. */
export function Tabs({ label, tabs, initial }: { label: string; tabs: readonly Tab[]; initial?: string }) {
  return (
    <Root defaultValue={initial ?? tabs[0]?.value}>
      <List
        aria-label={label}
        className="mb-4 flex gap-1 overflow-x-auto border-line border-b [scrollbar-width:none]"
      >
        {tabs.map((tab) => (
          <Trigger
            key={tab.value}
            value={tab.value}
            className={clsx(TAB, "data-[state=active]:border-palm data-[state=active]:text-ink")}
          >
            {tab.label}
            <TabCount count={tab.count} />
          </Trigger>
        ))}
      </List>
      {tabs.map((tab) => (
        <Content key={tab.value} value={tab.value}>
          {tab.content}
        </Content>
      ))}
    </Root>
  );
}
