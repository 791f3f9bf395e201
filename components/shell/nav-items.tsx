import {
  Bot,
  Cable,
  HandHelping,
  Inbox,
  LayoutDashboard,
  ReceiptText,
  ScrollText,
  Settings,
  ShoppingBag,
  Tag,
  TriangleAlert,
  UserRoundCheck,
  Users,
} from "lucide-react";
import type { ReactNode } from "react";
import { shellWords } from "@/lib/words/en/shell";
import type { NavItem } from "./app-shell";

type Badges = { receipts?: ReactNode; orders?: ReactNode; inbox?: ReactNode; escalations?: ReactNode };

const { places, groups } = shellWords;

/** Where a CEO can go, the daily work first. She is her own vendor too, so the receipts are hers to check. */
export function ceoNavItems(badges: Badges = {}): NavItem[] {
  return [
    { href: "/ceo", label: places.overview, icon: <LayoutDashboard aria-hidden />, exact: true },
    {
      href: "/vendor/receipts",
      label: places.receipts,
      icon: <ReceiptText aria-hidden />,
      badge: badges.receipts,
    },
    { href: "/ceo/orders", label: places.orders, icon: <ShoppingBag aria-hidden />, badge: badges.orders },
    { href: "/vendor/inbox", label: places.inbox, icon: <Inbox aria-hidden />, badge: badges.inbox },
    {
      href: "/ceo/escalations",
      label: places.escalations,
      icon: <UserRoundCheck aria-hidden />,
      badge: badges.escalations,
    },
    { href: "/ceo/contacts", label: places.contacts, icon: <Users aria-hidden />, group: groups.shop },
    { href: "/ceo/products", label: places.products, icon: <Tag aria-hidden />, group: groups.shop },
    { href: "/ceo/vendors", label: places.vendors, icon: <HandHelping aria-hidden />, group: groups.shop },
    { href: "/ceo/connections", label: places.connections, icon: <Cable aria-hidden />, group: groups.setUp },
    { href: "/ceo/chatbot", label: places.chatbot, icon: <Bot aria-hidden />, group: groups.setUp },
    { href: "/ceo/settings", label: places.settings, icon: <Settings aria-hidden />, group: groups.setUp },
    { href: "/ceo/audit", label: places.audit, icon: <ScrollText aria-hidden />, group: groups.record },
    {
      href: "/ceo/trouble",
      label: places.trouble,
      icon: <TriangleAlert aria-hidden />,
      group: groups.record,
    },
  ];
}

/** Where a vendor can go. */
export function vendorNavItems(badges: Badges = {}): NavItem[] {
  return [
    {
      href: "/vendor/receipts",
      label: places.receipts,
      icon: <ReceiptText aria-hidden />,
      badge: badges.receipts,
    },
    { href: "/vendor/orders", label: places.orders, icon: <ShoppingBag aria-hidden />, badge: badges.orders },
    { href: "/vendor/inbox", label: places.inbox, icon: <Inbox aria-hidden />, badge: badges.inbox },
  ];
}
