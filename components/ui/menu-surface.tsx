"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { Content, Item, Portal, Root, Separator, Trigger } from "radix-ui/dropdown-menu";
import { uiWords } from "@/lib/words/en/ui";
import type { MenuItem, MenuProps } from "./menu";

const ITEM =
  "flex min-h-11 cursor-pointer select-none items-center gap-3 rounded-control px-3 text-16 outline-none data-[highlighted]:bg-sunken data-[disabled]:opacity-50 md:min-h-9 md:text-14 [&_svg]:size-4";

/** The open menu; use `Menu`, which fetches it. Arrow keys, type-ahead, Escape. */
export function MenuSurface({ label = uiWords.menu, trigger, items, align = "end", className }: MenuProps) {
  return (
    <Root defaultOpen modal={false}>
      <Trigger aria-label={label} className={className}>
        {trigger}
      </Trigger>
      <Portal>
        <Content
          align={align}
          sideOffset={6}
          collisionPadding={12}
          onFocusOutside={keepOpen}
          className="z-50 min-w-52 rounded-card border border-line bg-surface p-1.5 shadow-float data-[state=closed]:animate-fade-out data-[state=open]:animate-rise"
        >
          {items.map((item) => (
            <Entry key={item.key} item={item} />
          ))}
        </Content>
      </Portal>
    </Root>
  );
}

/** Toasts hand the focus back to the button the menu hangs on, which is nobody's wish to close it; pressing elsewhere is. */
function keepOpen(event: Event): void {
  event.preventDefault();
}

function Entry({ item }: { item: MenuItem }) {
  if (item.kind === "line") return <Separator className="my-1.5 h-px bg-line" />;
  if (item.kind === "link") {
    return (
      <Item asChild className={ITEM}>
        <Link href={item.href}>
          {item.icon}
          {item.label}
        </Link>
      </Item>
    );
  }
  return (
    <Item
      disabled={item.disabled}
      onSelect={item.onSelect}
      className={clsx(ITEM, item.danger && "text-laterite-ink")}
    >
      {item.icon}
      {item.label}
    </Item>
  );
}
