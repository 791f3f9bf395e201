import type { Metadata } from "next";
import { LoginForm } from "@/components/auth/login-form";
import { type SignedOutReason, signedOutReasons, signInWords } from "@/lib/words/en/sign-in";

export const metadata: Metadata = { title: signInWords.title };

type Props = { searchParams: Promise<{ as?: string; next?: string; reason?: string }> };

export default async function LoginPage({ searchParams }: Props) {
  const { as, next, reason } = await searchParams;
  const known = typeof reason === "string" && Object.hasOwn(signedOutReasons, reason);
  return (
    <LoginForm
      initialRole={as === "vendor" ? "vendor" : "owner"}
      next={typeof next === "string" ? next : undefined}
      notice={known ? signedOutReasons[reason as SignedOutReason] : undefined}
    />
  );
}
