import type { Metadata } from "next";
import { RegisterForm } from "@/components/auth/register-form";
import { registerWords } from "@/lib/words/en/register";

export const metadata: Metadata = { title: registerWords.title };

export default function RegisterPage() {
  return <RegisterForm />;
}
