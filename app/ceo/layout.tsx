import type { ReactNode } from "react";
import { MemberFrame } from "@/app/vendor/member-frame";
import { requireMember } from "@/lib/auth/require-member";

export default async function CeoLayout({ children }: { children: ReactNode }) {
  return <MemberFrame ctx={await requireMember("ceo")}>{children}</MemberFrame>;
}
