import type { ReactNode } from "react";
import { requireMember } from "@/lib/auth/require-member";
import { MemberFrame } from "./member-frame";

export default async function VendorLayout({ children }: { children: ReactNode }) {
  return <MemberFrame ctx={await requireMember("vendor")}>{children}</MemberFrame>;
}
