import type { Metadata } from "next";
import { RegisterForm } from "@/components/auth/register-form";
import { authWords } from "@/lib/words/en/auth";

export const metadata: Metadata = { title: authWords.register.title };

export default function RegisterPage() {
  return <RegisterForm />;
}
