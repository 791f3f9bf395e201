import { clsx } from "clsx";
import {
  BadgeCheck,
  Ban,
  CircleCheck,
  CircleHelp,
  CircleX,
  Clock,
  Eye,
  Handshake,
  type LucideIcon,
  MapPinCheck,
  PackageCheck,
  PauseCircle,
  ReceiptText,
  RefreshCw,
  ScanText,
  TriangleAlert,
  Truck,
  UserRoundCheck,
} from "lucide-react";
import { statusWords } from "@/lib/words/en/states";

export type Tone = "palm" | "marigold" | "laterite" | "lagoon" | "neutral";

/** Wash and ink of each tone; every pair reads at 4.5:1. */
export const TONES: Record<Tone, string> = {
  palm: "bg-palm-wash text-palm-ink",
  marigold: "bg-marigold-wash text-marigold-ink",
  laterite: "bg-laterite-wash text-laterite-ink",
  lagoon: "bg-lagoon-wash text-lagoon-ink",
  neutral: "bg-sunken text-soft",
};

export type Status = keyof typeof statusWords;

const LOOKS: Record<Status, [Tone, LucideIcon]> = {
  NEGOTIATING: ["lagoon", Handshake],
  AWAITING_PAYMENT: ["neutral", Clock],
  RECEIPT_UPLOADED: ["marigold", ReceiptText],
  ESCALATED: ["marigold", UserRoundCheck],
  APPROVED: ["palm", CircleCheck],
  REJECTED: ["laterite", CircleX],
  CONFIRMED: ["palm", MapPinCheck],
  SHIPPED: ["lagoon", Truck],
  DELIVERED: ["palm", PackageCheck],
  CANCELLED: ["neutral", Ban],
  DISPUTED: ["laterite", TriangleAlert],
  LAPSED: ["neutral", Clock],
  reading: ["lagoon", ScanText],
  waiting: ["marigold", ReceiptText],
  escalated: ["marigold", UserRoundCheck],
  approved: ["palm", CircleCheck],
  rejected: ["laterite", CircleX],
  superseded: ["neutral", RefreshCw],
  looks_right: ["palm", BadgeCheck],
  check_by_hand: ["marigold", Eye],
  looks_wrong: ["laterite", TriangleAlert],
  active: ["palm", CircleCheck],
  suspended: ["neutral", PauseCircle],
  connected: ["palm", CircleCheck],
  needs_reconnecting: ["laterite", TriangleAlert],
};

/** State of an order, a receipt, a verdict or an account: icon and word, never colour alone. */
export function StatusBadge({
  status,
  label,
  className,
}: {
  status: string;
  label?: string;
  className?: string;
}) {
  const known = status in LOOKS ? (status as Status) : undefined;
  const [tone, Icon] = known ? LOOKS[known] : (["neutral", CircleHelp] as const);
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />} className={className}>
      {label ?? (known ? statusWords[known] : status.replaceAll("_", " ").toLowerCase())}
    </Badge>
  );
}

/** A small rounded note in one of the five tones. */
export function Badge(props: {
  tone?: Tone;
  icon?: React.ReactNode;
  className?: string;
  children: React.ReactNode;
}) {
  return (
    <span
      className={clsx(
        "inline-flex h-6 w-fit items-center gap-1 whitespace-nowrap rounded-full px-2 font-medium text-12 tracking-normal [&_svg]:size-3.5 [&_svg]:shrink-0",
        TONES[props.tone ?? "neutral"],
        props.className,
      )}
    >
      {props.icon}
      {props.children}
    </span>
  );
}
