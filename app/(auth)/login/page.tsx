import type { Metadata } from "next";
import { LoginForm } from "@/components/auth/login-form";
import { authWords, type SignedOutReason } from "@/lib/words/en/auth";

export const metadata: Metadata = { title: authWords.login.title };

type Props = { searchParams: Promise<{ as?: string; next?: string; reason?: string }> };

export default async function LoginPage({ searchParams }: Props) {
  const { as, next, reason } = await searchParams;
  const known = typeof reason === "string" && Object.hasOwn(authWords.reasons, reason);
  return (
    <LoginForm
      initialRole={as === "vendor" ? "vendor" : "owner"}
      next={typeof next === "string" ? next : undefined}
      notice={known ? authWords.reasons[reason as SignedOutReason] : undefined}
    />
  );
}
